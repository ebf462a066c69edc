'use client';
import { Anchor, Group, Text } from '@mantine/core';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { RunSummary } from '@/lib/contracts/models';
import { ChampionBadge } from '../badges';
import { useRunWords } from '../use-run-words';

interface Props {
  readonly searchId: string;
  readonly runs: readonly RunSummary[];
}

/** The runs that were trained with settings of this search. */
export function TrainedRuns({ searchId, runs }: Props) {
  const t = useTranslations('searches');
  const words = useRunWords();
  const trained = runs.filter((run) => run.searchId === searchId);
  if (trained.length === 0)
    return (
      <Text size="sm" c="dimmed">
        {t('noRuns')}
      </Text>
    );
  return (
    <Group gap="sm">
      <Text size="sm" c="dimmed">
        {t('trainedRuns')}
      </Text>
      {trained.map((run) => (
        <Group key={run.id} gap={6} wrap="nowrap">
          <Anchor component={Link} href={`/models/runs/${run.id}`} size="sm" fw={600}>
            {t('runLink', {
              name: words.name(run),
              value: words.score(run.test.microAveragePrecision.value),
            })}
          </Anchor>
          {run.isChampion ? <ChampionBadge /> : null}
        </Group>
      ))}
    </Group>
  );
}
