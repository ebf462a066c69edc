'use client';
import { Badge, Box, Button, CopyButton, Drawer, Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useLocale, useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { z } from 'zod';
import { ErrorState, LoadingState } from '@/components/ui/states';
import { getJson } from '@/lib/client/api';
import { type JobLogEntry, type JobView, jobLogEntrySchema } from '@/lib/contracts/jobs';
import { JobStatusBadge } from './job-status';

const logSchema = z.object({ entries: z.array(jobLogEntrySchema) });
/** A drawer's head is no banner of the page. */
const NO_BANNER = { header: { role: 'presentation' } } as const;
const LEVEL_COLOR = { info: 'gray', warning: 'amber', error: 'red' } as const;

/** What a job said while it ran, oldest first; follows a job that still runs. */
export function JobLogDrawer({ job, onClose }: { job: JobView | null; onClose: () => void }) {
  const t = useTranslations('jobs');
  return (
    <Drawer
      opened={job !== null}
      onClose={onClose}
      position="right"
      size="lg"
      title={job ? t('logOf', { title: job.title }) : ''}
      closeButtonProps={{ 'aria-label': t('close') }}
      attributes={NO_BANNER}
    >
      {job ? <Log job={job} /> : null}
    </Drawer>
  );
}

function Log({ job }: { job: JobView }) {
  const t = useTranslations('jobs');
  const open = job.status === 'queued' || job.status === 'running';
  const log = useQuery({
    queryKey: ['job-log', job.id, job.status],
    queryFn: ({ signal }) => getJson(`/jobs/${job.id}/log`, logSchema, signal),
    refetchInterval: open ? 1500 : false,
    placeholderData: (before) => before,
  });
  const time = useClock();
  if (log.isError) return <ErrorState error={log.error} onRetry={() => void log.refetch()} />;
  if (!log.data) return <LoadingState height={240} />;
  const { entries } = log.data;
  return (
    <Stack gap="sm">
      <Group justify="space-between">
        <JobStatusBadge status={job.status} />
        <CopyButton value={entries.map((e) => `${e.at} ${e.level} ${e.message}`).join('\n')}>
          {({ copied, copy }) => (
            <Button size="xs" variant="default" onClick={copy} disabled={entries.length === 0}>
              {t(copied ? 'copied' : 'copyLog')}
            </Button>
          )}
        </CopyButton>
      </Group>
      {entries.length === 0 ? <Text c="dimmed">{t('logEmpty')}</Text> : null}
      <Box component="ol" m={0} p={0} style={{ listStyle: 'none' }}>
        {entries.map((entry, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a log only grows at its end
          <Entry key={i} entry={entry} time={time(entry.at)} />
        ))}
      </Box>
      <Text size="xs" c="dimmed">
        {t('logNote')}
      </Text>
    </Stack>
  );
}

function Entry({ entry, time }: { entry: JobLogEntry; time: string }) {
  const t = useTranslations('jobs');
  return (
    <Group
      component="li"
      wrap="nowrap"
      align="flex-start"
      gap="sm"
      py={6}
      style={{ borderBottom: '1px solid var(--mantine-color-default-border)' }}
    >
      <Text size="xs" c="dimmed" className="tabular" style={{ whiteSpace: 'nowrap' }} pt={2}>
        {time}
      </Text>
      {entry.level === 'info' ? null : (
        <Badge
          size="sm"
          tt="none"
          variant="outline"
          color={LEVEL_COLOR[entry.level]}
          style={{ flexShrink: 0 }}
        >
          {t(`level.${entry.level}`)}
        </Badge>
      )}
      <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
        {entry.message}
      </Text>
    </Group>
  );
}

function useClock(): (iso: string) => string {
  const locale = useLocale();
  return useMemo(() => {
    const format = new Intl.DateTimeFormat(locale, {
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      hourCycle: 'h23',
    });
    return (iso) => format.format(Date.parse(iso));
  }, [locale]);
}
