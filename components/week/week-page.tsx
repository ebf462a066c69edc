'use client';
import {
  ActionIcon,
  Button,
  Card,
  Group,
  Select,
  Stack,
  Text,
  Title,
  Tooltip,
} from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { IconCheck, IconLink, IconPrinter } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { addJob } from '@/components/jobs/add-job';
import { JobsPanel } from '@/components/jobs/jobs-panel';
import { useChampions } from '@/components/models/use-runs';
import { useJobsOf } from '@/components/shell/use-jobs';
import { type VersionChosen, VersionGate } from '@/components/shell/version-gate';
import { LinkButton } from '@/components/ui/link-button';
import { EmptyState, ErrorState, LoadingState } from '@/components/ui/states';
import { useFormats } from '@/components/ui/use-formats';
import { sendJson } from '@/lib/client/api';
import { chooseRow } from '@/lib/client/choose';
import { type JobType, jobSchema } from '@/lib/contracts/jobs';
import type { WeekSummary } from '@/lib/contracts/weeks';
import { Brief } from './brief';
import { briefLinks } from './links';
import { useWeek, useWeekId, useWeeks } from './use-weeks';

const BRIEF_JOBS: readonly JobType[] = ['brief'];
/** Weeks that are frozen together with the first one, so that it has something to be compared with. */
const WEEKS_BEFORE = 8;

/** What happened this week, on one page. */
export function WeekPage() {
  const t = useTranslations('week');
  return (
    <VersionGate noVersion={{ title: t('emptyTitle'), hint: t('emptyHint') }}>
      {({ version }) => <Weeks version={version} />}
    </VersionGate>
  );
}

function Weeks({ version }: Pick<VersionChosen, 'version'>) {
  const t = useTranslations('week');
  const [id, setId] = useWeekId();
  const { open } = useJobsOf(BRIEF_JOBS);
  const list = useWeeks(version.datasetId);
  if (list.isError) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />;
  if (!list.data) return <LoadingState height={700} />;
  const { weeks } = list.data;
  const chosen = chooseRow(weeks, id);
  return (
    <Stack gap="sm">
      {open.length > 0 ? <JobsPanel types={BRIEF_JOBS} ended={0} /> : null}
      {chosen ? (
        <OneWeek chosen={chosen} weeks={weeks} version={version} />
      ) : id === '' ? (
        <NoWeek version={version} isRunning={open.length > 0} />
      ) : (
        <Card>
          <EmptyState
            page
            title={t('unknownTitle')}
            action={<Button onClick={() => void setId(null)}>{t('newest')}</Button>}
          >
            {t('unknownHint')}
          </EmptyState>
        </Card>
      )}
    </Stack>
  );
}

function NoWeek({
  version,
  isRunning,
}: Pick<VersionChosen, 'version'> & { readonly isRunning: boolean }) {
  const t = useTranslations('week');
  const champions = useChampions(version.datasetId);
  if (champions.isError)
    return <ErrorState error={champions.error} onRetry={() => void champions.refetch()} />;
  if (!champions.data) return <LoadingState height={320} />;
  const isReady = new Set(champions.data.champions.map(({ target }) => target)).size === 2;
  return (
    <Card>
      {isReady ? (
        <EmptyState page title={t('noneTitle')} action={<FreezeButton version={version} />}>
          {t(isRunning ? 'noneYet' : 'noneHint')}
        </EmptyState>
      ) : (
        <EmptyState
          page
          title={t('noChampionTitle')}
          action={<LinkButton href={`/models?version=${version.id}`}>{t('openModels')}</LinkButton>}
        >
          {t('noChampionHint')}
        </EmptyState>
      )}
    </Card>
  );
}

function FreezeButton({ version }: Pick<VersionChosen, 'version'>) {
  const t = useTranslations('week');
  const client = useQueryClient();
  const start = useMutation({
    mutationFn: () =>
      sendJson('POST', '/weeks', { versionId: version.id, weeksBefore: WEEKS_BEFORE }, jobSchema),
    onSuccess: (job) => addJob(client, job),
  });
  return (
    <Stack gap="xs" align="center">
      <Button loading={start.isPending} onClick={() => start.mutate()}>
        {t('freeze')}
      </Button>
      {start.isError ? <ErrorState error={start.error} /> : null}
    </Stack>
  );
}

interface OneWeekProps extends Pick<VersionChosen, 'version'> {
  readonly chosen: WeekSummary;
  readonly weeks: readonly WeekSummary[];
}

function OneWeek({ chosen, weeks }: OneWeekProps) {
  const t = useTranslations('week');
  const f = useFormats();
  const week = useWeek(chosen.id);
  if (week.isError) return <ErrorState error={week.error} onRetry={() => void week.refetch()} />;
  if (!week.data) return <LoadingState height={700} />;
  const { content, datasetName } = week.data;
  return (
    <Stack gap="sm" className={week.isPlaceholderData ? 'stale' : undefined}>
      <Group justify="space-between" align="flex-end" gap="sm">
        <div>
          <Title order={1}>
            {t(chosen.id === weeks[0]?.id ? 'titleOf' : 'earlierTitleOf', {
              days: f.dayRange(content.from, content.to),
            })}
          </Title>
          <Text c="dimmed" size="sm">
            {t('subtitle', { dataset: datasetName, celebs: content.celebs })}
          </Text>
        </div>
        <WeekTools chosen={chosen} weeks={weeks} />
      </Group>
      <Brief week={week.data} links={briefLinks(week.data)} />
    </Stack>
  );
}

function WeekTools({ chosen, weeks }: Pick<OneWeekProps, 'chosen' | 'weeks'>) {
  const t = useTranslations('week');
  const f = useFormats();
  const [, setId] = useWeekId();
  return (
    <Group gap={8} align="flex-end" className="no-print">
      <Select
        aria-label={t('week')}
        w={230}
        value={chosen.id}
        allowDeselect={false}
        onChange={(id) => {
          // Choosing what is chosen must not leave a step in the history.
          if (id !== null && id !== chosen.id) void setId(id === weeks[0]?.id ? null : id);
        }}
        data={weeks.map(({ id, asOf }) => ({
          value: id,
          label: t('weekBefore', { day: f.day(asOf) }),
        }))}
      />
      <CopyLink link={() => new URL(`/?week=${chosen.id}`, window.location.href).toString()} />
      <Tooltip label={t('print')}>
        <ActionIcon
          variant="default"
          size={36}
          aria-label={t('print')}
          onClick={() => window.print()}
        >
          <IconPrinter size={18} stroke={1.7} aria-hidden />
        </ActionIcon>
      </Tooltip>
    </Group>
  );
}

/** A link that always shows this week, whatever is frozen later. */
function CopyLink({ link }: { readonly link: () => string }) {
  const t = useTranslations('week');
  const clipboard = useClipboard({ timeout: 2000 });
  const label = t(clipboard.copied ? 'copied' : 'copyLink');
  return (
    <Tooltip label={label}>
      <ActionIcon
        variant="default"
        size={36}
        aria-label={label}
        onClick={() => clipboard.copy(link())}
      >
        {clipboard.copied ? (
          <IconCheck size={18} stroke={1.7} aria-hidden />
        ) : (
          <IconLink size={18} stroke={1.7} aria-hidden />
        )}
      </ActionIcon>
    </Tooltip>
  );
}
