'use client';
import { Checkbox, Group, NumberInput, SimpleGrid, Stack, Text, TextInput } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useFormats } from '@/components/ui/use-formats';
import { SCALERS, SEQUENCE_MODELS } from '@/lib/contracts/training';
import {
  BATCH_SIZES,
  boundError,
  isTypedValid,
  SEARCH_NUMBERS,
  SEARCH_RANGES,
  type SearchForm,
  type SearchNumber,
  type SearchRange,
} from './search-form';
import { smallNumber } from './small-number';
import { useSearchWords } from './use-search-words';

interface Props {
  readonly form: SearchForm;
  readonly change: (part: Partial<SearchForm>) => void;
}

/** How much is tried; a wrong number says between which ends it must lie. */
export function SearchNumbers({ form, change }: Props) {
  const t = useTranslations('searches.form');
  const f = useFormats();
  return (
    <SimpleGrid cols={{ base: 2, sm: 3, md: 5 }} spacing="sm">
      {(Object.keys(SEARCH_NUMBERS) as SearchNumber[]).map((name) => {
        const limits = SEARCH_NUMBERS[name];
        const value = form.numbers[name];
        return (
          <NumberInput
            key={name}
            size="xs"
            label={t(`numbers.${name}`)}
            title={name === 'workers' ? t('workersHint') : undefined}
            allowDecimal={false}
            min={limits.min}
            max={limits.max}
            clampBehavior="none"
            value={value}
            onChange={(next) => change({ numbers: { ...form.numbers, [name]: next } })}
            error={
              isTypedValid(limits, value)
                ? null
                : t('wholeRange', { min: f.integer(limits.min), max: f.integer(limits.max) })
            }
          />
        );
      })}
    </SimpleGrid>
  );
}

/** Where the search looks: lists to choose from, and ranges with both ends included. */
export function SpaceFields({ form, change }: Props) {
  const t = useTranslations('searches.form');
  const words = useSearchWords();
  return (
    <Stack gap="sm">
      <Text size="xs" c="dimmed">
        {t('spaceHint')}
      </Text>
      <Choices
        name="architecture"
        all={SEQUENCE_MODELS}
        chosen={form.architecture}
        onChange={(architecture) => change({ architecture })}
      />
      <Choices
        name="scaler"
        all={SCALERS}
        chosen={form.scaler}
        onChange={(scaler) => change({ scaler })}
      />
      <Choices
        name="batchSize"
        all={BATCH_SIZES}
        chosen={form.batchSize}
        onChange={(batchSize) => change({ batchSize })}
      />
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm">
        {(Object.keys(SEARCH_RANGES) as SearchRange[]).map((name) => (
          <Group
            key={name}
            component="fieldset"
            gap="xs"
            align="flex-start"
            wrap="nowrap"
            m={0}
            p={0}
            bd={0}
            miw={0}
          >
            <Text component="legend" size="sm" fw={500} p={0} mb={2}>
              {words.parameter(name)}
            </Text>
            <Bound name={name} bound="low" form={form} change={change} />
            <Bound name={name} bound="high" form={form} change={change} />
          </Group>
        ))}
      </SimpleGrid>
    </Stack>
  );
}

function Choices<T extends string | number>({
  name,
  all,
  chosen,
  onChange,
}: {
  name: 'architecture' | 'scaler' | 'batchSize';
  all: readonly T[];
  chosen: readonly T[];
  onChange: (chosen: T[]) => void;
}) {
  const t = useTranslations('searches.form');
  const words = useSearchWords();
  return (
    <Checkbox.Group
      label={words.parameter(name)}
      value={chosen.map(String)}
      onChange={(values) => onChange(all.filter((one) => values.includes(String(one))))}
      error={chosen.length === 0 ? t('chooseOne') : null}
    >
      <Group mt={6} gap="md">
        {all.map((one) => (
          <Checkbox key={one} value={String(one)} label={words.value(name, one)} />
        ))}
      </Group>
    </Checkbox.Group>
  );
}

function Bound({
  name,
  bound,
  form,
  change,
}: Props & { name: SearchRange; bound: 'low' | 'high' }) {
  const t = useTranslations('searches.form');
  const words = useSearchWords();
  const limits = SEARCH_RANGES[name];
  const range = form.ranges[name];
  const wrong = boundError(name, range, bound);
  const ends = { min: smallNumber(limits.min), max: smallNumber(limits.max) };
  return (
    <TextInput
      size="xs"
      style={{ flex: 1 }}
      inputMode="decimal"
      autoComplete="off"
      aria-label={t(`bounds.${bound}`, { name: words.parameter(name) })}
      leftSection={
        <Text span size="xs" c="dimmed">
          {t(bound)}
        </Text>
      }
      leftSectionWidth={44}
      value={String(range[bound])}
      onChange={(event) =>
        change({
          ranges: { ...form.ranges, [name]: { ...range, [bound]: event.currentTarget.value } },
        })
      }
      error={
        wrong === null
          ? null
          : wrong === 'order'
            ? t('order')
            : t(limits.whole ? 'wholeRange' : 'range', ends)
      }
    />
  );
}
