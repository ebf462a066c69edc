'use client';
import { Box, Button, Group, Stack, Text } from '@mantine/core';
import {
  IconAdjustmentsSearch,
  IconBrain,
  IconCalendarClock,
  IconCalendarWeek,
  IconFileImport,
  IconFlask,
  IconListNumbers,
  IconZoomQuestion,
} from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useErrorText } from '@/components/ui/states';
import { useFormats, useTime } from '@/components/ui/use-formats';
import { getJson } from '@/lib/client/api';
import { importPayloadSchema, type JobType, type JobView } from '@/lib/contracts/jobs';
import { JobProgress } from './job-progress';
import { JobStatusBadge } from './job-status';
import { useJobActions } from './use-job-actions';

const ICONS = {
  import: IconFileImport,
  demo: IconFlask,
  train: IconBrain,
  search: IconAdjustmentsSearch,
  score: IconListNumbers,
  explain: IconZoomQuestion,
  brief: IconCalendarWeek,
  weekly: IconCalendarClock,
} as const satisfies Record<JobType, unknown>;

/** The page that says what became of a job. */
const HOMES = {
  import: '/data',
  demo: '/data',
  train: '/models',
  search: '/models',
  score: '/models',
  explain: '/explain',
  brief: '/',
  weekly: '/settings',
} as const satisfies Record<JobType, string>;

interface Props {
  readonly job: JobView;
  readonly onLog: (job: JobView) => void;
}

/** One job: what it is, how far it is or how it ended, and what can be done about it. */
export function JobCard({ job, onLog }: Props) {
  const t = useTranslations('jobs');
  const f = useFormats();
  const timeOf = useTime();
  const errorText = useErrorText();
  const { cancel, retry } = useJobActions(job);
  const Icon = ICONS[job.type];
  const open = job.status === 'queued' || job.status === 'running';
  const home = HOMES[job.type];
  const seconds =
    job.startedAt && job.finishedAt
      ? (Date.parse(job.finishedAt) - Date.parse(job.startedAt)) / 1000
      : null;
  return (
    <Stack
      component="li"
      gap="xs"
      py="sm"
      style={{ borderTop: '1px solid var(--mantine-color-default-border)' }}
      data-job={job.id}
    >
      <Group wrap="nowrap" gap="sm" align="flex-start">
        <Icon size={20} aria-hidden style={{ flexShrink: 0, marginTop: 1 }} />
        <Box style={{ flex: 1, minWidth: 0 }}>
          <Text fw={600} size="sm" truncate title={job.title}>
            {job.title}
          </Text>
          <Text size="xs" c="dimmed">
            {t(`type.${job.type}`)}
            {seconds === null ? '' : ` · ${t('took', { time: f.seconds(Math.max(1, seconds)) })}`}
          </Text>
          <Text size="xs" c="dimmed" className="tabular">
            {timeOf(job.createdAt)}
          </Text>
        </Box>
        <JobStatusBadge status={job.status} />
      </Group>
      {open ? <JobProgress job={job} /> : null}
      {job.error ? (
        <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
          {errorText(job.error)}{' '}
          <Text span c="dimmed" inherit>
            {t(`kept.${job.type}`)}
          </Text>
        </Text>
      ) : null}
      <Group gap={6}>
        {open ? (
          <Button
            size="compact-sm"
            variant="default"
            disabled={job.cancelRequested}
            loading={cancel.isPending}
            onClick={() => cancel.mutate()}
          >
            {t('cancel')}
          </Button>
        ) : null}
        {job.result ? (
          <Button
            size="compact-sm"
            variant="default"
            component={Link}
            href={`${home}?version=${job.result.versionId}`}
          >
            {t('openVersion')}
          </Button>
        ) : null}
        {job.status === 'failed' && job.type === 'import' ? <ChangeMapping job={job} /> : null}
        {job.status === 'failed' || job.status === 'cancelled' ? (
          <Button
            size="compact-sm"
            variant="default"
            loading={retry.isPending}
            onClick={() => retry.mutate()}
          >
            {t('retry')}
          </Button>
        ) : null}
        <Button size="compact-sm" variant="subtle" onClick={() => onLog(job)}>
          {t('log')}
        </Button>
      </Group>
    </Stack>
  );
}

/** Leads back to the wizard; only an import whose uploads came through the browser can be changed there. */
function ChangeMapping({ job }: { job: JobView }) {
  const t = useTranslations('jobs');
  const payload = useQuery({
    queryKey: ['job-payload', job.id],
    queryFn: ({ signal }) => getJson(`/jobs/${job.id}/payload`, importPayloadSchema, signal),
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (!payload.data) return null;
  return (
    <Button
      size="compact-sm"
      variant="default"
      component={Link}
      href={`/data/import?change=${job.id}`}
    >
      {t('changeMapping')}
    </Button>
  );
}
