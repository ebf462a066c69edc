'use client';
import {
  Button,
  type ButtonProps,
  Group,
  NumberInput,
  SimpleGrid,
  Stack,
  Text,
  TextInput,
} from '@mantine/core';
import { IconZoomQuestion } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { addJob } from '@/components/jobs/add-job';
import { DialogButton } from '@/components/ui/dialog-button';
import { ErrorState } from '@/components/ui/states';
import { useFormats } from '@/components/ui/use-formats';
import { sendJson } from '@/lib/client/api';
import type { VersionView } from '@/lib/contracts/datasets';
import { jobSchema } from '@/lib/contracts/jobs';
import {
  EXPLAIN_NUMBER_NAMES,
  EXPLAIN_NUMBERS,
  type ExplainForm,
  type ExplainNumber,
  explainableDays,
  explainPayloadOf,
  initialExplainForm,
  isDayValid,
  isExplainNumberValid,
} from './explain-form';

interface Props {
  readonly version: VersionView;
  /** Whether something of the version was explained before. */
  readonly again?: boolean;
  readonly button?: ButtonProps;
}

/** Opens the settings of an explanation, and starts it. */
export function ExplainButton({ version, again = false, button }: Props) {
  const t = useTranslations('explain.form');
  const label = t(again ? 'openAgain' : 'open');
  return (
    <DialogButton
      label={label}
      button={{ leftSection: <IconZoomQuestion size={18} aria-hidden />, ...button }}
      title={label}
      closeLabel={t('close')}
      modal={{ size: 'lg' }}
    >
      {(close) => <Form version={version} onDone={close} />}
    </DialogButton>
  );
}

function Form({ version, onDone }: Pick<Props, 'version'> & { readonly onDone: () => void }) {
  const t = useTranslations('explain.form');
  const f = useFormats();
  const client = useQueryClient();
  const [form, setForm] = useState<ExplainForm>(() => initialExplainForm(version));
  const payload = explainPayloadOf(form, version);
  const days = explainableDays(version);
  const start = useMutation({
    mutationFn: () => sendJson('POST', '/explain', payload, jobSchema),
    onSuccess: (job) => {
      addJob(client, job);
      onDone();
    },
  });
  const numberField = (name: ExplainNumber) => {
    const { min, max, whole, step } = EXPLAIN_NUMBERS[name];
    const value = form.numbers[name];
    const ends = {
      min: whole ? f.integer(min) : String(min),
      max: whole ? f.integer(max) : String(max),
    };
    return (
      <NumberInput
        key={name}
        label={t(`numbers.${name}.label`)}
        description={t(`numbers.${name}.hint`)}
        inputWrapperOrder={['label', 'input', 'error', 'description']}
        allowDecimal={!whole}
        step={step}
        min={min}
        max={max}
        clampBehavior="none"
        value={value}
        onChange={(next) => setForm({ ...form, numbers: { ...form.numbers, [name]: next } })}
        error={isExplainNumberValid(name, value) ? null : t(whole ? 'wholeRange' : 'range', ends)}
      />
    );
  };
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (payload) start.mutate();
      }}
    >
      <Stack gap="md">
        <Text size="sm">{t('about')}</Text>
        <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="md" verticalSpacing="md">
          <TextInput
            type="date"
            label={t('asOf.label')}
            description={t('asOf.hint')}
            inputWrapperOrder={['label', 'input', 'error', 'description']}
            min={days.first}
            max={days.last}
            value={form.asOf}
            onChange={(event) => setForm({ ...form, asOf: event.currentTarget.value })}
            error={
              isDayValid(form.asOf, version)
                ? null
                : t('dayRange', { from: f.day(days.first), to: f.day(days.last) })
            }
          />
          {EXPLAIN_NUMBER_NAMES.map(numberField)}
        </SimpleGrid>
        {start.isError ? <ErrorState error={start.error} /> : null}
        <Group justify="space-between" gap="sm">
          <Text size="sm" c="dimmed" role="status" maw={320}>
            {t(payload ? 'takes' : 'incomplete')}
          </Text>
          <Group gap="xs">
            <Button variant="default" onClick={onDone}>
              {t('cancel')}
            </Button>
            <Button type="submit" disabled={!payload} loading={start.isPending}>
              {t('start')}
            </Button>
          </Group>
        </Group>
      </Stack>
    </form>
  );
}
