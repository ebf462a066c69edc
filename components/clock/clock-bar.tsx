'use client';
import { Box, Button, Card, Group, Popover, Stack, Text, TextInput } from '@mantine/core';
import { IconCalendarEvent, IconPlayerSkipForward, IconPlayerTrackNext } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useEffect, useRef, useState } from 'react';
import { JobFailure } from '@/components/jobs/job-failure';
import { JobProgress } from '@/components/jobs/job-progress';
import { useJobs } from '@/components/shell/use-jobs';
import { useSnapshotId } from '@/components/snapshots/use-snapshots';
import { ErrorState } from '@/components/ui/states';
import { useFormats } from '@/components/ui/use-formats';
import { JOBS_KEY } from '@/lib/client/query-keys';
import type { Clock } from '@/lib/contracts/clock';
import type { VersionView } from '@/lib/contracts/datasets';
import { addDays } from '@/lib/domain/series/period';
import { useClock, useSetClock } from './use-clock';

interface Props {
  readonly version: VersionView;
}

/**
 * The demo clock of simulated data: what day it is, and buttons that play the weeks through. Another day is scored when
 * nobody has done it yet; what is later than the clock is hidden and comes back.
 */
export function ClockBar({ version: { datasetId } }: Props) {
  const clock = useClock(datasetId);
  return clock.data?.isSimulated ? <Bar datasetId={datasetId} clock={clock.data} /> : null;
}

function Bar({ datasetId, clock }: { readonly datasetId: string; readonly clock: Clock }) {
  const t = useTranslations('clock');
  const f = useFormats();
  const [snapshot, setSnapshot] = useSnapshotId();
  const set = useSetClock(datasetId);
  const { job, isScoring } = useScoringJob(set.data?.job?.id);
  const goTo = (day: string | null) =>
    set.mutate(day, {
      onSuccess: () => {
        // The day's own scores are the newest; others were of another day.
        if (snapshot !== '') void setSnapshot(null);
      },
    });
  const isBusy = set.isPending || isScoring;
  const nextWeek = addDays(clock.today, 7);
  return (
    <Card component="section" padding="sm" aria-label={t('title')} data-clock={clock.today}>
      <Group gap="sm" align="center">
        <Text size="sm" role="status" className="tabular">
          {t.rich(clock.isSet ? 'today' : 'atEnd', {
            day: f.longDay(clock.today),
            b: (text) => <b>{text}</b>,
          })}
        </Text>
        <Group gap={6}>
          <Button
            size="compact-sm"
            leftSection={<IconPlayerTrackNext size={16} aria-hidden />}
            disabled={isBusy || clock.today >= clock.end}
            onClick={() => goTo(nextWeek < clock.end ? nextWeek : null)}
          >
            {t('nextWeek')}
          </Button>
          <DayButton clock={clock} disabled={isBusy} onDay={goTo} />
          {clock.isSet ? (
            <Button
              size="compact-sm"
              variant="default"
              leftSection={<IconPlayerSkipForward size={16} aria-hidden />}
              disabled={isBusy}
              onClick={() => goTo(null)}
            >
              {t('toEnd')}
            </Button>
          ) : null}
        </Group>
        {job && isScoring ? (
          <Box flex={1} miw={240}>
            <JobProgress job={job} />
          </Box>
        ) : null}
      </Group>
      {set.isError ? (
        <Box mt="sm">
          <ErrorState error={set.error} />
        </Box>
      ) : null}
      {job?.status === 'failed' ? (
        <Box mt="sm">
          <JobFailure job={job} />
        </Box>
      ) : null}
    </Card>
  );
}

/** The job that scores the day, or after a reload any that scores. Once it has ended, everything is asked for again. */
function useScoringJob(id: string | undefined) {
  const client = useQueryClient();
  const { jobs, open } = useJobs();
  const job = id ? jobs.find((one) => one.id === id) : open.find(({ type }) => type === 'score');
  const isScoring = job?.status === 'queued' || job?.status === 'running';
  const wasScoring = useRef(false);
  useEffect(() => {
    if (wasScoring.current && !isScoring)
      void client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== JOBS_KEY[0] });
    wasScoring.current = isScoring;
  }, [isScoring, client]);
  return { job, isScoring };
}

/** Chooses any day that the data allow. */
function DayButton({
  clock,
  disabled,
  onDay,
}: {
  readonly clock: Clock;
  readonly disabled: boolean;
  readonly onDay: (day: string | null) => void;
}) {
  const t = useTranslations('clock');
  const f = useFormats();
  const [opened, setOpened] = useState(false);
  const [day, setDay] = useState(clock.today);
  const isValid = /^\d{4}-\d{2}-\d{2}$/.test(day) && day >= clock.first && day <= clock.end;
  return (
    <Popover
      opened={opened}
      onChange={setOpened}
      trapFocus
      returnFocus
      withArrow
      position="bottom-start"
    >
      <Popover.Target>
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconCalendarEvent size={16} aria-hidden />}
          disabled={disabled}
          onClick={() => {
            setDay(clock.today);
            setOpened((now) => !now);
          }}
        >
          {t('setDay')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('setDay')}>
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            if (!isValid) return;
            setOpened(false);
            onDay(day === clock.end ? null : day);
          }}
        >
          <Stack gap="xs" maw={260}>
            <TextInput
              type="date"
              label={t('day')}
              description={t('dayHint')}
              inputWrapperOrder={['label', 'input', 'error', 'description']}
              min={clock.first}
              max={clock.end}
              value={day}
              onChange={(event) => setDay(event.currentTarget.value)}
              error={
                isValid ? null : t('dayRange', { first: f.day(clock.first), end: f.day(clock.end) })
              }
            />
            <Button type="submit" size="xs" disabled={!isValid}>
              {t('set')}
            </Button>
          </Stack>
        </form>
      </Popover.Dropdown>
    </Popover>
  );
}
