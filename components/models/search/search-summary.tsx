'use client';
import { Button, Card, Group, Progress, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { IconBrain } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { useErrorText } from '@/components/ui/states';
import { useFormats, useTime } from '@/components/ui/use-formats';
import type { RunSummary } from '@/lib/contracts/models';
import type { SearchDetail } from '@/lib/contracts/search';
import { SearchActions } from './search-actions';
import { endedTrials, orphanedTrials, remainingSeconds } from './search-progress';
import { SettingsButton } from './settings-button';
import { SearchStatusBadge } from './status-badge';
import { TrainedRuns } from './trained-runs';
import { useSearchWords } from './use-search-words';
import { useSearchJobs } from './use-searches';
import { UseTrialDialog } from './use-trial-dialog';

interface Props {
  readonly search: SearchDetail;
  readonly runs: readonly RunSummary[];
  /** The trial whose dialog is open. */
  readonly using: number | null;
  readonly onUse: (trial: number | null) => void;
}

/** How far a search is, what it has found, and the ways to stop it, to go on, and to use what it found. */
export function SearchSummary({ search, runs, using, onUse }: Props) {
  const t = useTranslations('searches');
  const f = useFormats();
  const timeOf = useTime();
  const words = useSearchWords();
  const { settings, best, finished, pruned, failed, running } = search;
  const ended = endedTrials(search);
  const rest = remainingSeconds(search);
  const share = (count: number) => (count / settings.trials) * 100;
  return (
    <Card component="section" aria-label={t('summary')}>
      <Stack gap="md">
        <div>
          <Group justify="space-between" gap="sm">
            <Group gap="sm">
              <Title order={2}>{t('searchOf', { time: timeOf(search.createdAt) })}</Title>
              <SearchStatusBadge status={search.status} />
            </Group>
            <Group gap="xs">
              <SettingsButton settings={settings} />
              <SearchActions search={search} />
            </Group>
          </Group>
          <Text size="sm" c="dimmed" mt={4} role="status">
            <StateWords search={search} />
          </Text>
        </div>
        <Progress.Root size="lg" aria-label={t('progress')}>
          <Progress.Section
            value={share(finished)}
            color="night"
            aria-label={words.status('finished')}
          />
          <Progress.Section
            value={share(pruned)}
            color="gray.5"
            aria-label={words.status('pruned')}
          />
          <Progress.Section
            value={share(failed)}
            color="red.6"
            aria-label={words.status('failed')}
          />
          <Progress.Section
            value={share(running)}
            color="orange.4"
            striped
            animated
            aria-label={words.status('running')}
          />
        </Progress.Root>
        <SimpleGrid cols={{ base: 2, sm: 3, lg: 6 }} spacing="md">
          <Fact label={t('ended')} name="ended">
            {t('doneOf', { done: ended, total: settings.trials })}
          </Fact>
          <Fact label={words.status('finished')} name="finished">
            {f.integer(finished)}
          </Fact>
          <Fact label={t('prunedAndFailed')} name="pruned">
            {t('prunedAndFailedCount', { pruned, failed })}
          </Fact>
          <Fact label={words.status('running')} name="running">
            {f.integer(running)}
          </Fact>
          <Fact label={t('rest')} name="rest">
            {search.status !== 'running' ? '–' : rest === null ? t('unknownYet') : f.seconds(rest)}
          </Fact>
          <Fact label={t('bestSoFar')} name="best">
            {best === null
              ? '–'
              : t('bestOf', { value: words.score(best.value), trial: best.number + 1 })}
          </Fact>
        </SimpleGrid>
        <Group justify="space-between" gap="sm" mih={36}>
          <TrainedRuns searchId={search.id} runs={runs} />
          <Button
            variant="default"
            leftSection={<IconBrain size={16} aria-hidden />}
            disabled={best === null}
            onClick={() => onUse(best?.number ?? null)}
          >
            {t('useBest')}
          </Button>
        </Group>
        <UseTrialDialog
          search={search}
          trial={search.trials.find((trial) => trial.number === using) ?? null}
          onClose={() => onUse(null)}
        />
      </Stack>
    </Card>
  );
}

function Fact({ label, name, children }: { label: string; name: string; children: ReactNode }) {
  return (
    <div>
      <Text size="xs" c="dimmed">
        {label}
      </Text>
      <Text fw={600} className="tabular" data-fact={name}>
        {children}
      </Text>
    </div>
  );
}

/** The search's state in a sentence: what happens now, what is kept, what can be done. */
function StateWords({ search }: { search: SearchDetail }) {
  const t = useTranslations('searches.state');
  const errorText = useErrorText();
  const jobs = useSearchJobs(search);
  const left = search.settings.trials - endedTrials(search);
  const orphaned = orphanedTrials(search);
  switch (search.status) {
    case 'running':
      if (jobs.length > 0 && jobs.every((job) => job.cancelRequested)) return t('stopping');
      if (jobs.length > 0 && jobs.every((job) => job.status === 'queued')) return t('waiting');
      return t('running', { workers: search.jobIds.length });
    case 'finished':
      return t(search.finished > 0 ? 'finished' : search.failed > 0 ? 'allFailed' : 'allPruned', {
        total: search.settings.trials,
        reason: search.trials.findLast((trial) => trial.error !== null)?.error ?? '',
      });
    case 'failed':
      return t('failed', { left, reason: search.error ? errorText(search.error) : '' });
    case 'stopped':
      return orphaned > 0 ? t('orphaned', { left, orphaned }) : t('stopped', { left });
  }
}
