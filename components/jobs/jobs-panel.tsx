'use client';
import { Button, Card, Group, Skeleton, Stack, Text, Title } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { JOBS_KEY, useJobs } from '@/components/shell/use-jobs';
import { JobCard } from './job-card';
import { JobLogDrawer } from './job-log';

const SHOWN = 4;

/** Jobs that wait or run, then the last ones that ended. */
export function JobsPanel() {
  const t = useTranslations('jobs');
  const { jobs, open } = useJobs();
  const loading = useQueryClient().getQueryData(JOBS_KEY) === undefined;
  const [all, setAll] = useState(false);
  const [logId, setLogId] = useState<string | null>(null);
  const ended = jobs.filter((job) => !open.includes(job));
  const shown = [...open, ...(all ? ended : ended.slice(0, SHOWN))];
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
      {ended.length > SHOWN ? (
        <Button
          size="compact-sm"
          variant="subtle"
          mt="xs"
          style={{ alignSelf: 'flex-start' }}
          onClick={() => setAll((now) => !now)}
          aria-expanded={all}
        >
          {all ? t('showFewer') : t('showAll', { count: ended.length })}
        </Button>
      ) : null}
      <JobLogDrawer
        job={jobs.find((job) => job.id === logId) ?? null}
        onClose={() => setLogId(null)}
      />
    </Card>
  );
}
