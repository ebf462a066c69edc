'use client';
import { Alert, Button, Checkbox, Group, Stack, Text } from '@mantine/core';
import { IconBrain, IconInfoCircle } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { z } from 'zod';
import { addJob } from '@/components/jobs/add-job';
import { JobFailure } from '@/components/jobs/job-failure';
import { JobProgress } from '@/components/jobs/job-progress';
import { useJobs } from '@/components/shell/use-jobs';
import { DialogButton } from '@/components/ui/dialog-button';
import { ErrorState } from '@/components/ui/states';
import { sendJson } from '@/lib/client/api';
import type { FeatureLedger } from '@/lib/contracts/explain';
import type { FeatureSet } from '@/lib/contracts/explain-job';
import { type JobView, jobSchema } from '@/lib/contracts/jobs';
import { type SetChoice, setChoices } from './ledger-view';
import { useLedgerWords } from './use-ledger-words';

interface Props {
  readonly ledger: FeatureLedger;
  readonly explanationId: string;
}

const startedSchema = z.object({ jobs: z.array(jobSchema) });

/** Opens the choice of feature sets to train on, and starts their training. */
export function TrainSetsButton(props: Props) {
  const t = useTranslations('ledger.train');
  return (
    <DialogButton
      label={t('open')}
      button={{ leftSection: <IconBrain size={18} aria-hidden /> }}
      title={t('title')}
      closeLabel={t('close')}
      modal={{ size: 'lg' }}
    >
      {(close) => <Form {...props} onDone={close} />}
    </DialogButton>
  );
}

function Form({ ledger, explanationId, onDone }: Props & { readonly onDone: () => void }) {
  const t = useTranslations('ledger.train');
  const client = useQueryClient();
  const choices = setChoices(ledger);
  const [sets, setSets] = useState<readonly FeatureSet[]>(() =>
    ledger.sets.accepted.length > 0 ? ['accepted'] : [],
  );
  const start = useMutation({
    mutationFn: () =>
      sendJson(
        'POST',
        `/explain/${explanationId}/training`,
        { target: ledger.target, sets },
        startedSchema,
      ),
    onSuccess: ({ jobs }) => {
      for (const job of jobs) addJob(client, job);
    },
  });
  if (start.data) return <Started jobs={start.data.jobs} onDone={onDone} />;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (sets.length > 0) start.mutate();
      }}
    >
      <Stack gap="md">
        <Text size="sm">{t('about')}</Text>
        <Checkbox.Group
          label={t('sets')}
          value={[...sets]}
          onChange={(values) =>
            setSets(choices.map(({ name }) => name).filter((name) => values.includes(name)))
          }
        >
          <Stack gap="sm" mt={6}>
            {choices.map((choice) => (
              <SetCheckbox key={choice.name} choice={choice} chosen={sets} />
            ))}
          </Stack>
        </Checkbox.Group>
        {ledger.sets.accepted.length === 0 ? (
          <Alert variant="light" color="orange" icon={<IconInfoCircle aria-hidden />} role="note">
            {t('noneAccepted')}
          </Alert>
        ) : null}
        {start.isError ? <ErrorState error={start.error} /> : null}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onDone}>
            {t('cancel')}
          </Button>
          <Button type="submit" disabled={sets.length === 0} loading={start.isPending}>
            {t('start', { count: sets.length })}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** A set, how many features it has, and why it cannot or need not be trained on. */
function SetCheckbox({
  choice: { name, count, same },
  chosen,
}: {
  readonly choice: SetChoice;
  readonly chosen: readonly FeatureSet[];
}) {
  const t = useTranslations('ledger.train');
  const l = useTranslations('ledger');
  const words = useLedgerWords();
  const note =
    count === 0
      ? t('empty')
      : same === null
        ? l(`sets.${name}.hint`)
        : t(chosen.includes(same) && chosen.includes(name) ? 'sameOnce' : 'same', {
            set: words.set(same),
          });
  return (
    <Checkbox
      value={name}
      disabled={count === 0}
      label={t('setOf', { set: words.set(name), count })}
      description={note}
      data-set={name}
    />
  );
}

/** How far the jobs are; the runs appear in the comparison by themselves. */
function Started({
  jobs: started,
  onDone,
}: {
  readonly jobs: readonly JobView[];
  readonly onDone: () => void;
}) {
  const t = useTranslations('ledger.train');
  const { jobs } = useJobs();
  const now = started.map((job) => jobs.find((one) => one.id === job.id) ?? job);
  const ended = now.every((job) => job.finishedAt !== null);
  return (
    <Stack gap="md">
      <Alert variant="light" color="night" icon={<IconInfoCircle aria-hidden />} role="status">
        {t(ended ? 'ended' : 'started', { count: now.length })}
      </Alert>
      {now.map((job) =>
        job.error ? (
          <JobFailure key={job.id} job={job} />
        ) : job.finishedAt === null ? (
          <JobProgress key={job.id} job={job} />
        ) : null,
      )}
      <Group justify="flex-end">
        <Button variant="default" onClick={onDone}>
          {t('close')}
        </Button>
      </Group>
    </Stack>
  );
}
