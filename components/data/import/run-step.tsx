'use client';
import { Button, Card, Group, Stack, Text, Title } from '@mantine/core';
import { IconChartLine, IconCircleCheck, IconReportAnalytics } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { JobFailure } from '@/components/jobs/job-failure';
import { JobLogDrawer } from '@/components/jobs/job-log';
import { JobProgress } from '@/components/jobs/job-progress';
import { JobStatusBadge } from '@/components/jobs/job-status';
import { useJobActions } from '@/components/jobs/use-job-actions';
import { useJobs } from '@/components/shell/use-jobs';
import { ErrorState, LoadingState } from '@/components/ui/states';
import { useFormats } from '@/components/ui/use-formats';
import { getJson } from '@/lib/client/api';
import { versionDetailSchema } from '@/lib/contracts/datasets';
import { type JobView, jobSchema } from '@/lib/contracts/jobs';
import { clearDraft, useDraft } from './draft-store';

/** The import while it runs and when it has ended: progress, result or reason, and where to go from there. */
export function RunStep({ jobId, onChange }: { jobId: string; onChange: (job: JobView) => void }) {
  const { jobs } = useJobs();
  const listed = jobs.find((job) => job.id === jobId);
  const single = useQuery({
    queryKey: ['job', jobId],
    queryFn: ({ signal }) => getJson(`/jobs/${jobId}`, jobSchema, signal),
    enabled: listed === undefined,
  });
  const job = listed ?? single.data;
  if (!job && single.isError)
    return <ErrorState error={single.error} onRetry={() => void single.refetch()} />;
  if (!job) return <LoadingState height={220} />;
  return <Run job={job} onChange={onChange} />;
}

function Run({ job, onChange }: { job: JobView; onChange: (job: JobView) => void }) {
  const t = useTranslations('data.run');
  const jobWords = useTranslations('jobs');
  const { cancel } = useJobActions(job);
  const { sentAs } = useDraft();
  const [log, setLog] = useState(false);
  const open = job.status === 'queued' || job.status === 'running';
  const done = job.status === 'succeeded' && sentAs === job.id;
  useEffect(() => {
    // What was imported is in the dataset now; its uploads are not needed any more.
    if (done) clearDraft(false);
  }, [done]);
  return (
    <Card withBorder padding="lg" component="section" aria-labelledby="run-title">
      <Stack gap="md">
        <Group justify="space-between" wrap="nowrap" align="flex-start">
          <Title order={2} id="run-title" style={{ overflowWrap: 'anywhere' }}>
            {job.title}
          </Title>
          <JobStatusBadge status={job.status} />
        </Group>
        {open ? (
          <>
            <JobProgress job={job} />
            <Text size="sm" c="dimmed">
              {t('leave')}
            </Text>
          </>
        ) : null}
        {job.result ? <Result versionId={job.result.versionId} /> : null}
        {job.status === 'failed' ? <JobFailure job={job} /> : null}
        {job.status === 'cancelled' ? <Text>{t('cancelled')}</Text> : null}
        <Group gap="xs">
          {open ? (
            <Button
              variant="default"
              disabled={job.cancelRequested}
              loading={cancel.isPending}
              onClick={() => cancel.mutate()}
            >
              {jobWords('cancel')}
            </Button>
          ) : null}
          {job.status === 'failed' || job.status === 'cancelled' ? (
            <Button onClick={() => onChange(job)}>{t('change')}</Button>
          ) : null}
          {job.result ? (
            <>
              <Button
                component={Link}
                href={`/data?version=${job.result.versionId}#quality`}
                leftSection={<IconReportAnalytics size={18} aria-hidden />}
              >
                {t('toQuality')}
              </Button>
              <Button
                component={Link}
                href={`/explore/series?version=${job.result.versionId}`}
                variant="default"
                leftSection={<IconChartLine size={18} aria-hidden />}
              >
                {t('toSeries')}
              </Button>
            </>
          ) : null}
          {job.status === 'succeeded' ? (
            <Button variant="default" component={Link} href="/data/import">
              {t('another')}
            </Button>
          ) : null}
          <Button variant="subtle" onClick={() => setLog(true)}>
            {jobWords('log')}
          </Button>
        </Group>
      </Stack>
      <JobLogDrawer job={log ? job : null} onClose={() => setLog(false)} />
    </Card>
  );
}

function Result({ versionId }: { versionId: string }) {
  const t = useTranslations('data.run');
  const f = useFormats();
  const detail = useQuery({
    queryKey: ['version', versionId],
    queryFn: ({ signal }) => getJson(`/versions/${versionId}`, versionDetailSchema, signal),
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (detail.isError)
    return <ErrorState error={detail.error} onRetry={() => void detail.refetch()} />;
  if (!detail.data) return <LoadingState height={120} />;
  const { dataset, version, files, quality } = detail.data;
  const rejected = files.reduce((sum, file) => sum + file.rowsRejected, 0);
  const read = files.reduce((sum, file) => sum + file.rowsRead, 0);
  const grave = quality.checks.filter((c) => c.severity === 'warning' || c.severity === 'problem');
  return (
    <Stack gap="sm">
      <Group gap="sm" wrap="nowrap" align="flex-start">
        <IconCircleCheck
          size={24}
          color="var(--mantine-color-teal-text)"
          aria-hidden
          style={{ flexShrink: 0 }}
        />
        <div role="status">
          <Text fw={600}>{t('doneTitle', { name: dataset.name, number: version.number })}</Text>
          <Text size="sm">
            {t('doneRows', { read, accepted: read - rejected, rejected, files: files.length })}
          </Text>
          <Text size="sm">
            {t('doneCelebs', {
              celebs: version.targetCelebs,
              windows: version.windows.complete,
              from: f.day(version.firstDay),
              to: f.day(version.lastDay),
            })}
          </Text>
          <Text size="sm">{t('doneQuality', { count: grave.length })}</Text>
        </div>
      </Group>
    </Stack>
  );
}
