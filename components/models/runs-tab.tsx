'use client';
import { Button, Card, Grid, Group, Stack, Text, Title } from '@mantine/core';
import { IconScale } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import type { RunSummary, Target } from '@/lib/contracts/models';
import { ChampionCard } from './champion-card';
import { ComparePanel } from './compare-panel';
import { GlossaryButton } from './glossary';
import { RunTable } from './run-table';
import { MOST_COMPARED, useModelsFilter } from './use-models-filter';
import { VerdictCard } from './verdict-card';

interface Props {
  readonly dataset: string;
  readonly target: Target;
  readonly runs: readonly RunSummary[];
  readonly total: number;
}

/** What the runs say together, which one is champion, and all of them to choose from. */
export function RunsTab({ dataset, target, runs, total }: Props) {
  const t = useTranslations('models');
  const [filter, setFilter] = useModelsFilter();
  if (filter.compare && filter.runs.length > 1)
    return <ComparePanel ids={filter.runs} onBack={() => void setFilter({ compare: null })} />;
  return (
    <Stack gap="md">
      <Grid gap="md">
        <Grid.Col span={{ base: 12, md: 8 }}>
          <VerdictCard runs={runs} />
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 4 }}>
          <ChampionCard dataset={dataset} target={target} />
        </Grid.Col>
      </Grid>
      <Card component="section" aria-label={t('runs')}>
        <Group justify="space-between" align="flex-start" mb="sm" gap="sm">
          <div>
            <Title order={2}>{t('runs')}</Title>
            <Text size="xs" c="dimmed">
              {t('runsHint')}
            </Text>
          </div>
          <Group gap="xs">
            <GlossaryButton />
            {filter.runs.length > 0 ? (
              <Button
                size="xs"
                variant="subtle"
                onClick={() => void setFilter({ runs: null }, { history: 'replace' })}
              >
                {t('clearSelection')}
              </Button>
            ) : null}
            <Button
              size="xs"
              leftSection={<IconScale size={15} aria-hidden />}
              disabled={filter.runs.length < 2}
              title={t('compareHint', { count: MOST_COMPARED })}
              onClick={() => void setFilter({ compare: true })}
            >
              {t('compare', { count: filter.runs.length })}
            </Button>
          </Group>
        </Group>
        <RunTable runs={runs} />
        {total > runs.length ? (
          <Text size="xs" c="dimmed" mt="xs">
            {t('truncated', { shown: runs.length, total })}
          </Text>
        ) : null}
      </Card>
    </Stack>
  );
}
