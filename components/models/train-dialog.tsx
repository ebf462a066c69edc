'use client';
import {
  Button,
  Checkbox,
  Fieldset,
  Group,
  Radio,
  Select,
  SimpleGrid,
  Stack,
  Text,
} from '@mantine/core';
import { IconBrain } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { addJob } from '@/components/jobs/add-job';
import { DialogButton } from '@/components/ui/dialog-button';
import { ErrorState } from '@/components/ui/states';
import { useFormats } from '@/components/ui/use-formats';
import { sendJson } from '@/lib/client/api';
import { jobSchema } from '@/lib/contracts/jobs';
import { BASELINES, PROMOTIONS, TARGETS } from '@/lib/contracts/models';
import { SCALERS, SEQUENCE_MODELS } from '@/lib/contracts/training';
import { estimateSeconds } from './estimate';
import { NumberFields } from './number-fields';
import { initialForm, payloadOf, type TrainForm } from './train-form';

interface Props {
  readonly versionId: string;
  /** Complete windows of the version. */
  readonly windows: number;
}

/** Opens the choice of models and settings, and starts their training. */
export function TrainButton(props: Props) {
  const t = useTranslations('models.train');
  const m = useTranslations('models');
  return (
    <DialogButton
      label={t('open')}
      button={{ leftSection: <IconBrain size={18} aria-hidden /> }}
      title={t('title')}
      closeLabel={m('close')}
      modal={{ size: 'xl' }}
    >
      {(close) => <Form {...props} onDone={close} />}
    </DialogButton>
  );
}

const toggled = <T,>(list: readonly T[], item: T, on: boolean): T[] =>
  on ? [...list.filter((x) => x !== item), item] : list.filter((x) => x !== item);

function Form({ versionId, windows, onDone }: Props & { onDone: () => void }) {
  const t = useTranslations('models.train');
  const m = useTranslations('models');
  const f = useFormats();
  const client = useQueryClient();
  const [form, setForm] = useState<TrainForm>(initialForm);
  const change = (part: Partial<TrainForm>) => setForm((now) => ({ ...now, ...part }));
  const payload = payloadOf(form, versionId);
  const noModel = form.baselines.length === 0 && !form.sequence;
  const start = useMutation({
    mutationFn: () => sendJson('POST', '/models/runs', payload, jobSchema),
    onSuccess: (job) => {
      addJob(client, job);
      onDone();
    },
  });
  const numbers = { form, change };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (payload) start.mutate();
      }}
    >
      <Stack gap="md">
        <Checkbox.Group
          label={t('targets')}
          value={[...form.targets]}
          error={form.targets.length === 0 ? t('noTarget') : null}
        >
          <Group mt={6}>
            {TARGETS.map((target) => (
              <Checkbox
                key={target}
                value={target}
                label={m(`targets.${target}`)}
                onChange={(e) =>
                  change({
                    targets: TARGETS.filter((x) =>
                      toggled(form.targets, target, e.currentTarget.checked).includes(x),
                    ),
                  })
                }
              />
            ))}
          </Group>
        </Checkbox.Group>
        <Fieldset legend={t('baselines')}>
          <Stack gap="xs">
            <Text size="xs" c="dimmed">
              {t('baselinesHint')}
            </Text>
            <Group>
              {BASELINES.map((kind) => (
                <Checkbox
                  key={kind}
                  label={m(`kinds.${kind}`)}
                  checked={form.baselines.includes(kind)}
                  onChange={(e) =>
                    change({ baselines: toggled(form.baselines, kind, e.currentTarget.checked) })
                  }
                />
              ))}
            </Group>
            {form.baselines.includes('gbdt') ? (
              <NumberFields {...numbers} names={['trees', 'leaves', 'treeRate']} />
            ) : null}
          </Stack>
        </Fieldset>
        <Fieldset legend={t('sequence')}>
          <Stack gap="xs">
            <Checkbox
              label={t('sequenceUse')}
              checked={form.sequence}
              onChange={(e) => change({ sequence: e.currentTarget.checked })}
            />
            {form.sequence ? (
              <>
                <SimpleGrid cols={{ base: 1, xs: 2 }}>
                  <Select
                    label={t('architecture')}
                    allowDeselect={false}
                    value={form.architecture}
                    onChange={(v) =>
                      change({ architecture: SEQUENCE_MODELS.find((x) => x === v) ?? 'gru' })
                    }
                    data={SEQUENCE_MODELS.map((x) => ({ value: x, label: m(`kinds.${x}`) }))}
                  />
                  <Select
                    label={m('scaler')}
                    allowDeselect={false}
                    value={form.scaler}
                    onChange={(v) => change({ scaler: SCALERS.find((x) => x === v) ?? 'none' })}
                    data={SCALERS.map((x) => ({ value: x, label: m(`scalers.${x}`) }))}
                  />
                </SimpleGrid>
                <NumberFields
                  {...numbers}
                  names={[
                    'units',
                    'layers',
                    'dropout',
                    'l2',
                    'learningRate',
                    'batchSize',
                    'epochs',
                    'patience',
                  ]}
                />
              </>
            ) : null}
          </Stack>
        </Fieldset>
        <Fieldset legend={t('split')}>
          <Stack gap="xs">
            <Radio.Group
              aria-label={t('split')}
              value={form.split}
              onChange={(v) => change({ split: v === 'random' ? 'random' : 'time' })}
            >
              <Stack gap={6}>
                {(['time', 'random'] as const).map((kind) => (
                  <Radio
                    key={kind}
                    value={kind}
                    label={m(`splits.${kind}`)}
                    description={t(`splitHints.${kind}`)}
                  />
                ))}
              </Stack>
            </Radio.Group>
            <NumberFields {...numbers} names={['testAnchors', 'validationShare', 'seed']} />
          </Stack>
        </Fieldset>
        <SimpleGrid cols={{ base: 1, xs: 2 }}>
          <Select
            label={m('settings.calibration')}
            description={t('calibrationHint')}
            allowDeselect={false}
            value={form.calibration}
            onChange={(v) => change({ calibration: CALIBRATIONS.find((x) => x === v) ?? 'none' })}
            data={CALIBRATIONS.map((x) => ({ value: x, label: m(`calibrations.${x}`) }))}
          />
          <Select
            label={t('promote')}
            description={t('promoteHint')}
            allowDeselect={false}
            value={form.promote}
            onChange={(v) => change({ promote: PROMOTIONS.find((x) => x === v) ?? 'never' })}
            data={PROMOTIONS.map((x) => ({ value: x, label: t(`promotions.${x}`) }))}
          />
        </SimpleGrid>
        {form.promote === 'never' ? null : (
          <Checkbox
            label={t('score')}
            checked={form.score}
            onChange={(e) => change({ score: e.currentTarget.checked })}
          />
        )}
        {noModel ? (
          <Text size="sm" c="var(--mantine-color-error)" role="alert">
            {t('noModel')}
          </Text>
        ) : null}
        {start.isError ? <ErrorState error={start.error} /> : null}
        <Group justify="space-between" gap="sm">
          <Text size="sm" c="dimmed" role="status" className="tabular">
            {payload
              ? t('estimate', {
                  runs: payload.candidates.length * payload.targets.length,
                  time: f.seconds(
                    estimateSeconds(payload.candidates, windows) * payload.targets.length,
                  ),
                })
              : t('incomplete')}
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

const CALIBRATIONS = ['none', 'platt', 'isotonic'] as const;
