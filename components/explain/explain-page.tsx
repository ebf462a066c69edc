'use client';
import {
  Button,
  Card,
  Group,
  SegmentedControl,
  Select,
  Stack,
  Tabs,
  Text,
  Title,
} from '@mantine/core';
import { useTranslations } from 'next-intl';
import { type ReactNode, Suspense, useState } from 'react';
import { JobsPanel } from '@/components/jobs/jobs-panel';
import { useChampions } from '@/components/models/use-runs';
import { useJobs, useJobsOf } from '@/components/shell/use-jobs';
import { type VersionChosen, VersionGate } from '@/components/shell/version-gate';
import { LinkButton } from '@/components/ui/link-button';
import { EmptyState, ErrorState, LoadingState } from '@/components/ui/states';
import { useTime } from '@/components/ui/use-formats';
import { chooseRow } from '@/lib/client/choose';
import type { ExplanationDetail, ExplanationSummary } from '@/lib/contracts/explain';
import type { JobType } from '@/lib/contracts/jobs';
import { TARGETS } from '@/lib/contracts/models';
import { DriversTab } from './drivers/drivers-tab';
import { ExplainButton } from './explain-dialog';
import { FidelityLine } from './fidelity-line';
import { LedgerTab } from './ledger/ledger-tab';
import { EXPLAIN_TABS, useExplainFilter } from './use-explain-filter';
import { useExplanation, useExplanations } from './use-explanations';
import { WindowTab } from './window/window-tab';

const EXPLAIN_JOBS: readonly JobType[] = ['explain'];
const WATCHED: readonly JobType[] = [...EXPLAIN_JOBS, 'train'];

/** Why the champions say what they say, and which features the company can act on. */
export function ExplainPage() {
  const t = useTranslations('explain');
  return (
    <VersionGate noVersion={{ title: t('emptyTitle'), hint: t('emptyHint') }}>
      {({ version }) => <VersionExplained version={version} />}
    </VersionGate>
  );
}

function VersionExplained({ version }: Pick<VersionChosen, 'version'>) {
  const t = useTranslations('explain');
  const [filter, setFilter] = useExplainFilter();
  const { open, newest } = useJobsOf(EXPLAIN_JOBS);
  // Models on sets of features are started here, so they are watched here.
  const training = useJobs().open.some((job) => job.type === 'train');
  const busy = open.length > 0 || training;
  // Once there is something to watch, it stays, so that nothing moves when it ends.
  const [watching, setWatching] = useState(false);
  if ((busy || newest?.status === 'failed') && !watching) setWatching(true);
  const list = useExplanations(version.id);
  const champions = useChampions(version.datasetId);
  const hasChampion = (champions.data?.champions.length ?? 0) > 0;
  const again = (list.data?.explanations.length ?? 0) > 0;
  const explain = hasChampion ? <ExplainButton version={version} again={again} /> : null;
  const chosen = chooseRow(list.data?.explanations ?? [], filter.explanation);
  return (
    <Stack gap="md">
      <Group justify="space-between" align="flex-start" gap="sm">
        <div>
          <Title order={1}>{t('title')}</Title>
          <Text c="dimmed" size="sm">
            {t('subtitle')}
          </Text>
        </div>
        <Group gap="sm" align="flex-end">
          <SegmentedControl
            aria-label={t('target')}
            value={filter.target}
            onChange={(value) =>
              void setFilter({ target: TARGETS.find((x) => x === value) ?? null })
            }
            data={TARGETS.map((value) => ({ value, label: t(`targets.${value}`) }))}
          />
          {chosen && list.data ? (
            <ExplanationPicker explanations={list.data.explanations} chosen={chosen} />
          ) : null}
          {explain}
        </Group>
      </Group>
      {watching ? <JobsPanel types={WATCHED} ended={busy ? 0 : 1} /> : null}
      {list.isError ? (
        <ErrorState error={list.error} onRetry={() => void list.refetch()} />
      ) : !list.data ? (
        <LoadingState height={640} />
      ) : chosen ? (
        <Suspense>
          <Explained id={chosen.id} version={version} explain={explain} />
        </Suspense>
      ) : filter.explanation !== '' ? (
        <Card>
          <EmptyState
            title={t('unknownTitle')}
            action={
              again ? (
                <Button onClick={() => void setFilter({ explanation: null })}>{t('newest')}</Button>
              ) : (
                explain
              )
            }
          >
            {t('unknownHint')}
          </EmptyState>
        </Card>
      ) : champions.isSuccess && !hasChampion ? (
        <Card>
          <EmptyState
            title={t('noChampionTitle')}
            action={
              <LinkButton href={`/models?version=${version.id}`}>{t('openModels')}</LinkButton>
            }
          >
            {t('noChampionHint')}
          </EmptyState>
        </Card>
      ) : (
        <Card>
          <EmptyState title={t('noneTitle')} action={explain}>
            {t(open.length > 0 ? 'noneYet' : 'noneHint')}
          </EmptyState>
        </Card>
      )}
    </Stack>
  );
}

/** Chooses among the version's explanations; each is a day of its own with settings of its own. */
function ExplanationPicker({
  explanations,
  chosen,
}: {
  readonly explanations: readonly ExplanationSummary[];
  readonly chosen: ExplanationSummary;
}) {
  const t = useTranslations('explain');
  const timeOf = useTime();
  const [, setFilter] = useExplainFilter();
  return (
    <Select
      aria-label={t('explanation')}
      w={260}
      value={chosen.id}
      onChange={(id) => void setFilter({ explanation: id === explanations[0]?.id ? null : id })}
      allowDeselect={false}
      data={explanations.map(({ id, createdAt }) => ({
        value: id,
        label: t('explanationOf', { time: timeOf(createdAt) }),
      }))}
    />
  );
}

interface ExplainedProps extends Pick<VersionChosen, 'version'> {
  readonly id: string;
  /** Opens the settings of another explanation; null without a champion. */
  readonly explain: ReactNode;
}

function Explained({ id, version, explain }: ExplainedProps) {
  const t = useTranslations('explain');
  const [filter, setFilter] = useExplainFilter();
  const query = useExplanation(id);
  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  if (!query.data) return <LoadingState height={640} />;
  const explanation: ExplanationDetail = query.data;
  const part = explanation.parts.find(({ target }) => target === filter.target);
  if (!part)
    return (
      <Card>
        <EmptyState
          title={t('noPartTitle', { target: t(`targets.${filter.target}`) })}
          action={explain}
        >
          {t('noPartHint')}
        </EmptyState>
      </Card>
    );
  const props = { explanation, part, version };
  return (
    <Stack gap="md" className={query.isPlaceholderData ? 'stale' : undefined}>
      <FidelityLine explanation={explanation} part={part} again={explain} />
      <Tabs
        value={filter.tab}
        onChange={(tab) => void setFilter({ tab: EXPLAIN_TABS.find((x) => x === tab) ?? null })}
        keepMounted={false}
      >
        <Tabs.List aria-label={t('tab')} mb="md">
          {EXPLAIN_TABS.map((tab) => (
            <Tabs.Tab key={tab} value={tab}>
              {t(`tabs.${tab}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="drivers">
          {part.isConstant ? <NothingToExplain /> : <DriversTab {...props} />}
        </Tabs.Panel>
        <Tabs.Panel value="features">
          <LedgerTab {...props} />
        </Tabs.Panel>
        <Tabs.Panel value="celeb">
          {part.isConstant ? <NothingToExplain /> : <WindowTab {...props} />}
        </Tabs.Panel>
      </Tabs>
    </Stack>
  );
}

/** A constant model has no drivers; the ledger, which needs data and outcomes only, has. */
function NothingToExplain() {
  const t = useTranslations('explain');
  return (
    <Card>
      <EmptyState title={t('constantTitle')}>{t('constantHint')}</EmptyState>
    </Card>
  );
}
