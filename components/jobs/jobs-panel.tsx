'use client';
import { Button, Card, Group, Skeleton, Stack, Text, Title } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useJobs } from '@/components/shell/use-jobs';
import { JOBS_KEY } from '@/lib/client/query-keys';
import type { JobType, JobView } from '@/lib/contracts/jobs';
import { JobCard } from './job-card';
import { JobLogDrawer } from './job-log';

const SHOWN = 4;

/** Jobs that wait or run, then the last ones that ended; all of them or those of some types. */
export function JobsPanel({
  types,
  ended: shownEnded = SHOWN,
}: {
  types?: readonly JobType[];
  /** How many that ended are shown at first. */
  ended?: number;
}) {
  const t = useTranslations('jobs');
  const all = useJobs();
  const ofTypes = (list: JobView[]) =>
    types ? list.filter((job) => types.includes(job.type)) : list;
  const [jobs, open] = [ofTypes(all.jobs), ofTypes(all.open)];
  const loading = useQueryClient().getQueryData(JOBS_KEY) === undefined;
  const [showAll, setShowAll] = useState(false);
  const [logId, setLogId] = useState<string | null>(null);
  const ended = jobs.filter((job) => !open.includes(job));
  const shown = [...open, ...(showAll ? ended : ended.slice(0, shownEnded))];
  return (
    <Card withBorder padding="md" component="section" aria-labelledby="jobs-title">
      <Group justify="space-between" wrap="nowrap">
        <Title order={2} id="jobs-title">
          {t('title')}
        </Title>
        {open.length > 0 ? (
          <Text size="sm" c="dimmed">
            {t('openCount', { count: open.length })}
          </Text>
        ) : null}
      </Group>
      {loading ? (
        <Skeleton height={64} mt="sm" />
      ) : jobs.length === 0 ? (
        <Text size="sm" c="dimmed" mt="xs">
          {t('none')}
        </Text>
      ) : (
        <Stack component="ul" gap={0} m={0} mt="sm" p={0} style={{ listStyle: 'none' }}>
          {shown.map((job) => (
            <JobCard key={job.id} job={job} onLog={(j) => setLogId(j.id)} />
          ))}
        </Stack>
      )}
      {ended.length > shownEnded ? (
        <Button
          size="compact-sm"
          variant="subtle"
          mt="xs"
          style={{ alignSelf: 'flex-start' }}
          onClick={() => setShowAll((now) => !now)}
          aria-expanded={showAll}
        >
          {showAll ? t('showFewer') : t('showAll', { count: ended.length })}
        </Button>
      ) : null}
      <JobLogDrawer
        job={jobs.find((job) => job.id === logId) ?? null}
        onClose={() => setLogId(null)}
      />
    </Card>
  );
}
