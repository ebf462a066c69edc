'use client';
import { NumberInput, SimpleGrid } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useFormats } from '@/components/ui/use-formats';
import { isNumberValid, NUMBERS, type NumberName, type TrainForm } from './train-form';

const STEP: Partial<Record<NumberName, number>> = {
  dropout: 0.05,
  validationShare: 0.05,
  treeRate: 0.01,
  l2: 0.0001,
};

interface Props {
  readonly form: TrainForm;
  readonly change: (part: Partial<TrainForm>) => void;
  readonly names: readonly NumberName[];
}

/** Numbers of the training form; a wrong one says between which ends it must lie. */
export function NumberFields({ form, change, names }: Props) {
  const t = useTranslations('models.train');
  const f = useFormats();
  return (
    <SimpleGrid cols={{ base: 2, sm: 4 }} spacing="sm">
      {names.map((name) => {
        const { min, max, whole } = NUMBERS[name];
        const value = form.numbers[name];
        return (
          <NumberInput
            key={name}
            size="xs"
            label={t(`numbers.${name}`)}
            allowDecimal={!whole}
            step={STEP[name] ?? (whole ? 1 : 0.001)}
            min={min}
            max={max}
            clampBehavior="none"
            value={value}
            onChange={(next) => change({ numbers: { ...form.numbers, [name]: next } })}
            error={
              isNumberValid(name, value)
                ? null
                : t(whole ? 'wholeRange' : 'range', {
                    min: whole ? f.integer(min) : String(min),
                    max: whole ? f.integer(max) : String(max),
                  })
            }
          />
        );
      })}
    </SimpleGrid>
  );
}
