'use client';
import { Button, Checkbox, Group, NumberInput, SegmentedControl, Stack, Text } from '@mantine/core';
import { IconFlask } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { addJob } from '@/components/jobs/add-job';
import { DialogButton } from '@/components/ui/dialog-button';
import { ErrorState } from '@/components/ui/states';
import { useFormats } from '@/components/ui/use-formats';
import { sendJson } from '@/lib/client/api';
import { demoPayloadSchema, jobSchema } from '@/lib/contracts/jobs';

/** A dialog's head is no banner of the page. */
const NO_BANNER = { header: { role: 'presentation' } } as const;
const PRESETS = ['0.05', '0.2', '1', '10'] as const;
/** Raw events of scale 1 (method §11). */
const EVENTS_AT_SCALE_1 = 5_190_000;
const DEFAULTS = demoPayloadSchema.parse({});
const SEED_LIMIT = 2 ** 32 - 1;

/** Opens the choice of a simulated dataset and starts its job. */
export function DemoButton({ variant = 'default' }: { variant?: 'default' | 'filled' }) {
  const t = useTranslations('data.demoForm');
  return (
    <DialogButton
      label={t('open')}
      button={{ variant, leftSection: <IconFlask size={18} aria-hidden /> }}
      title={t('title')}
      closeLabel={t('close')}
      modal={{ attributes: NO_BANNER }}
    >
      {(close) => <DemoForm onDone={close} />}
    </DialogButton>
  );
}

function DemoForm({ onDone }: { onDone: () => void }) {
  const t = useTranslations('data.demoForm');
  const f = useFormats();
  const router = useRouter();
  const client = useQueryClient();
  const [scale, setScale] = useState<number | string>(DEFAULTS.scale);
  const [seed, setSeed] = useState<number | string>(DEFAULTS.seed);
  const [dirty, setDirty] = useState(DEFAULTS.dirty);
  const payload = demoPayloadSchema.safeParse({ scale, seed, dirty });
  const invalid = (field: string) =>
    payload.success ? false : payload.error.issues.some((issue) => issue.path[0] === field);
  const start = useMutation({
    mutationFn: () => sendJson('POST', '/demo', payload.data, jobSchema),
    onSuccess: (job) => {
      addJob(client, job);
      onDone();
      router.push('/data');
    },
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (payload.success) start.mutate();
      }}
    >
      <Stack gap="md">
        <Text size="sm" c="dimmed">
          {t('about')}
        </Text>
        <Stack gap={6}>
          <NumberInput
            label={t('scale')}
            description={t('scaleHint')}
            min={0.02}
            max={100}
            step={0.1}
            decimalScale={2}
            value={scale}
            onChange={setScale}
            error={invalid('scale') ? t('scaleInvalid') : null}
            data-autofocus
          />
          <SegmentedControl
            fullWidth
            size="xs"
            aria-label={t('presets')}
            data={PRESETS.map((value) => ({ value, label: `${value}×` }))}
            value={PRESETS.find((p) => Number(p) === scale) ?? ''}
            onChange={(value) => setScale(Number(value))}
          />
          <Text size="sm" role="status" className="tabular" mih="1.55em">
            {payload.success
              ? t('rows', { rows: f.integer(rounded(payload.data.scale * EVENTS_AT_SCALE_1)) })
              : ''}
          </Text>
        </Stack>
        <NumberInput
          label={t('seed')}
          description={t('seedHint')}
          min={0}
          max={SEED_LIMIT}
          allowDecimal={false}
          value={seed}
          onChange={setSeed}
          error={invalid('seed') ? t('seedInvalid') : null}
        />
        <Checkbox
          label={t('dirty')}
          description={t('dirtyHint')}
          checked={dirty}
          onChange={(event) => setDirty(event.currentTarget.checked)}
        />
        {start.isError ? <ErrorState error={start.error} /> : null}
        <Group justify="flex-end">
          <Button variant="default" onClick={onDone}>
            {t('cancel')}
          </Button>
          <Button type="submit" disabled={!payload.success} loading={start.isPending}>
            {t('start')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** Two significant digits: the number of rows is known only roughly before the simulation has run. */
const rounded = (value: number): number => Number(value.toPrecision(2));
