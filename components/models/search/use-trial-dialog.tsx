'use client';
import { Alert, Button, Checkbox, Group, Modal, Stack, Table, Text } from '@mantine/core';
import { IconCircleCheck, IconInfoCircle } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { addJob } from '@/components/jobs/add-job';
import { JobFailure } from '@/components/jobs/job-failure';
import { JobProgress } from '@/components/jobs/job-progress';
import { useJobs } from '@/components/shell/use-jobs';
import { LinkButton } from '@/components/ui/link-button';
import { ErrorState } from '@/components/ui/states';
import { sendJson } from '@/lib/client/api';
import { type JobView, jobSchema } from '@/lib/contracts/jobs';
import type { SearchDetail, TrialView } from '@/lib/contracts/search';
import { PARAMETERS, useSearchWords } from './use-search-words';

interface Props {
  readonly search: SearchDetail;
  /** Null: closed. */
  readonly trial: TrialView | null;
  readonly onClose: () => void;
}

/** Trains a trial's settings as a run of its own, after saying what that means. */
export function UseTrialDialog({ search, trial, onClose }: Props) {
  const t = useTranslations('searches.use');
  return (
    <Modal
      opened={trial !== null}
      onClose={onClose}
      title={trial ? t('title', { number: trial.number + 1 }) : ''}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      {trial ? <Form key={trial.number} search={search} trial={trial} onClose={onClose} /> : null}
    </Modal>
  );
}

function Form({ search, trial, onClose }: Props & { trial: TrialView }) {
  const t = useTranslations('searches.use');
  const words = useSearchWords();
  const client = useQueryClient();
  const [promote, setPromote] = useState(false);
  const train = useMutation({
    mutationFn: () =>
      sendJson('POST', `/searches/${search.id}/train`, { trial: trial.number, promote }, jobSchema),
    onSuccess: (job) => addJob(client, job),
  });
  if (train.data)
    return <Started job={train.data} waits={search.status === 'running'} onClose={onClose} />;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        train.mutate();
      }}
    >
      <Stack gap="md">
        <Text size="sm">{t('about')}</Text>
        <Table fz="sm" verticalSpacing={4}>
          <Table.Tbody>
            {PARAMETERS.map((name) => (
              <Table.Tr key={name}>
                <Table.Th scope="row" fw={500}>
                  {words.parameter(name)}
                </Table.Th>
                <Table.Td ta="right" className="tabular">
                  {words.value(name, trial.parameters[name])}
                </Table.Td>
              </Table.Tr>
            ))}
            <Table.Tr>
              <Table.Th scope="row">{t('validation')}</Table.Th>
              <Table.Td ta="right" fw={600} className="tabular">
                {words.score(trial.value)}
              </Table.Td>
            </Table.Tr>
          </Table.Tbody>
        </Table>
        <Checkbox
          label={t('promote')}
          description={t('promoteHint')}
          checked={promote}
          onChange={(event) => setPromote(event.currentTarget.checked)}
        />
        {train.isError ? <ErrorState error={train.error} /> : null}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button type="submit" loading={train.isPending} data-autofocus>
            {t('confirm')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** Where the run will appear, how far it is, and the way to it once it is there. */
function Started({
  job: started,
  waits,
  onClose,
}: {
  job: JobView;
  waits: boolean;
  onClose: () => void;
}) {
  const t = useTranslations('searches.use');
  const { jobs } = useJobs();
  const job = jobs.find((one) => one.id === started.id) ?? started;
  const runId = job.result?.runIds?.[0];
  return (
    <Stack gap="md">
      {runId === undefined ? (
        <Alert variant="light" color="night" icon={<IconInfoCircle aria-hidden />} role="status">
          {t(waits ? 'startedWaits' : 'started')}
        </Alert>
      ) : (
        <Alert variant="light" color="teal" icon={<IconCircleCheck aria-hidden />} role="status">
          {t('done')}
        </Alert>
      )}
      {job.error ? (
        <JobFailure job={job} />
      ) : job.finishedAt === null ? (
        <JobProgress job={job} />
      ) : null}
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>
          {t('close')}
        </Button>
        {runId === undefined ? null : (
          <LinkButton href={`/models/runs/${runId}`}>{t('openRun')}</LinkButton>
        )}
      </Group>
    </Stack>
  );
}
