'use client';
import { Button, Card, Group, Select, Stack, Switch, Text, TextInput, Title } from '@mantine/core';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { JobStatusBadge } from '@/components/jobs/job-status';
import type { VersionChosen } from '@/components/shell/version-gate';
import { ErrorState, LoadingState, useErrorText } from '@/components/ui/states';
import { useTime } from '@/components/ui/use-formats';
import { getJson, sendJson } from '@/lib/client/api';
import {
  type NewSchedule,
  type ScheduledRunView,
  type ScheduleView,
  scheduleAnswerSchema,
  scheduleSchema,
} from '@/lib/contracts/schedule';

const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7] as const;
const weekdayKey = (weekday: (typeof WEEKDAYS)[number]) => `days.d${weekday}` as const;
const ASK_EVERY_MS = 5000;

/** When the weekly run is due, and how the last ones went. */
export function ScheduleSection({ version }: VersionChosen) {
  const t = useTranslations('schedule');
  const dataset = version.datasetId;
  const query = useQuery({
    queryKey: ['schedule', dataset],
    queryFn: ({ signal }) =>
      getJson(`/schedules?dataset=${encodeURIComponent(dataset)}`, scheduleAnswerSchema, signal),
    placeholderData: keepPreviousData,
    refetchInterval: ASK_EVERY_MS,
  });
  return (
    <Card component="section" aria-label={t('title')}>
      <Title order={2}>{t('title')}</Title>
      {query.isError ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : !query.data ? (
        <LoadingState height={240} />
      ) : (
        <Stack gap="md" className={query.isPlaceholderData ? 'stale' : undefined}>
          <Text size="sm" c="dimmed" maw={760}>
            {t('about', { timeZone: query.data.timeZone })}
          </Text>
          <ScheduleForm key={dataset} dataset={dataset} schedule={query.data.schedule} />
          <Runs schedule={query.data.schedule} timeZone={query.data.timeZone} />
        </Stack>
      )}
    </Card>
  );
}

const two = (value: number) => String(value).padStart(2, '0');
const clockOf = (minute: number) => `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;

/** Minutes since midnight of what a time field holds; null while it is being typed. */
function minuteOf(text: string): number | null {
  const [, hour, minute] = /^(\d{2}):(\d{2})/.exec(text) ?? [];
  return hour === undefined ? null : Number(hour) * 60 + Number(minute);
}

interface FormProps {
  readonly dataset: string;
  readonly schedule: ScheduleView | null;
}

function ScheduleForm({ dataset, schedule }: FormProps) {
  const t = useTranslations('schedule');
  const client = useQueryClient();
  const [enabled, setEnabled] = useState(schedule?.enabled ?? true);
  const [weekday, setWeekday] = useState(schedule?.weekday ?? 1);
  const [time, setTime] = useState(clockOf(schedule?.minute ?? 9 * 60));
  const [folder, setFolder] = useState(schedule?.folder ?? '');
  const minute = minuteOf(time);
  const save = useMutation({
    mutationFn: (body: NewSchedule) => sendJson('POST', '/schedules', body, scheduleSchema),
    onSuccess: () => client.invalidateQueries({ queryKey: ['schedule'] }),
  });
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (minute === null) return;
        const watched = folder.trim() === '' ? null : folder.trim();
        save.mutate({ dataset, enabled, weekday, minute, folder: watched });
      }}
    >
      <Stack gap="sm" maw={620}>
        <Switch
          label={t('on')}
          checked={enabled}
          onChange={(event) => setEnabled(event.currentTarget.checked)}
        />
        <Group gap="sm" align="flex-end">
          <Select
            label={t('weekday')}
            w={160}
            value={String(weekday)}
            allowDeselect={false}
            data={WEEKDAYS.map((day) => ({ value: String(day), label: t(weekdayKey(day)) }))}
            onChange={(value) => setWeekday(Number(value))}
          />
          <TextInput
            type="time"
            label={t('time')}
            w={140}
            value={time}
            onChange={(event) => setTime(event.currentTarget.value)}
          />
        </Group>
        <TextInput
          label={t('folder')}
          description={t('folderHint')}
          placeholder="/srv/exports"
          value={folder}
          maxLength={1000}
          onChange={(event) => setFolder(event.currentTarget.value)}
        />
        {save.isError ? <ErrorState error={save.error} /> : null}
        <Group gap="sm">
          <Button type="submit" loading={save.isPending} disabled={minute === null}>
            {t('save')}
          </Button>
          {save.isSuccess ? (
            <Text size="sm" role="status">
              {t('saved')}
            </Text>
          ) : null}
        </Group>
      </Stack>
    </form>
  );
}

function Runs({ schedule, timeZone }: { schedule: ScheduleView | null; timeZone: string }) {
  const t = useTranslations('schedule');
  const timeOf = useTime(timeZone);
  if (!schedule) return <Text size="sm">{t('never')}</Text>;
  const { nextAt, runs } = schedule;
  return (
    <Stack gap="xs">
      <Text size="sm" fw={600}>
        {nextAt ? t('next', { time: timeOf(nextAt) }) : t('off')}
      </Text>
      <Title order={3}>{t('runs')}</Title>
      {runs.length === 0 ? (
        <Text size="sm">{t('noRuns')}</Text>
      ) : (
        <Stack component="ul" gap={6} p={0} m={0} style={{ listStyle: 'none' }}>
          {runs.map((run) => (
            <Run key={run.dueAt} run={run} time={timeOf(run.dueAt)} />
          ))}
        </Stack>
      )}
    </Stack>
  );
}

function Run({ run: { job }, time }: { readonly run: ScheduledRunView; readonly time: string }) {
  const t = useTranslations('schedule');
  const jobs = useTranslations('jobs');
  const errorText = useErrorText();
  return (
    <li>
      <Group gap="sm">
        <Text size="sm">{time}</Text>
        {job ? (
          <>
            <Text size="sm">{jobs(`type.${job.type}`)}</Text>
            <JobStatusBadge status={job.status} />
          </>
        ) : (
          <Text size="sm">{t('noJob')}</Text>
        )}
      </Group>
      {job?.error ? (
        <Text size="sm" c="red">
          {errorText(job.error)}
        </Text>
      ) : null}
    </li>
  );
}
