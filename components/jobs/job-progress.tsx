'use client';
import { Group, Progress, Stack, Text } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useFormats } from '@/components/ui/use-formats';
import type { JobView } from '@/lib/contracts/jobs';

/** Share done, 0 to 1; 0 while unknown. */
const shareOf = (job: JobView): number => (job.total > 0 ? Math.min(1, job.done / job.total) : 0);

/** Stage, percentage, bar and estimate of a job that waits or runs. Always as high, so nothing jumps. */
export function JobProgress({ job }: { job: JobView }) {
  const t = useTranslations('jobs');
  const f = useFormats();
  const share = shareOf(job);
  const waits = job.status === 'queued';
  const stage = job.cancelRequested
    ? t('cancelling')
    : !waits && job.stage === 'waiting'
      ? t('starting')
      : t(`stage.${waits ? 'waiting' : job.stage}`);
  return (
    <Stack gap={6}>
      <Group justify="space-between" wrap="nowrap" gap="xs">
        <Text size="sm" truncate role="status">
          {stage}
        </Text>
        <Text size="sm" fw={600} className="tabular">
          {f.percent(Math.floor(share * 100) / 100)}
        </Text>
      </Group>
      <Progress
        value={share * 100}
        size="md"
        animated={job.status === 'running'}
        color={job.cancelRequested ? 'gray' : undefined}
        aria-label={t('progressOf', { title: job.title })}
      />
      <Text size="xs" c="dimmed" className="tabular">
        {waits
          ? t('waitsForWorker')
          : job.remainingSeconds === null
            ? t('estimating')
            : t('remaining', { time: f.seconds(job.remainingSeconds) })}
      </Text>
    </Stack>
  );
}
