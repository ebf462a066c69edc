'use client';
import { Anchor, Badge, Button, Card, Grid, Group, Stack, Text, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconArrowLeft, IconTrophy } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { LinkButton } from '@/components/ui/link-button';
import { ErrorState, LoadingState } from '@/components/ui/states';
import type { RunDetail } from '@/lib/contracts/models';
import { ChampionBadge, OptimisticBadge } from './badges';
import { ChampionHistory } from './champion-history';
import { ModelCurves } from './model-curves';
import { PromoteDialog } from './promote-dialog';
import { ReliabilityCard } from './reliability-card';
import { RunData } from './run-data';
import { RunDownloads } from './run-downloads';
import { RunFacts } from './run-facts';
import { RunMetrics } from './run-metrics';
import { RunSettings } from './settings-tables';
import { ThresholdCard } from './threshold-card';
import { useRunWords } from './use-run-words';
import { runQuery } from './use-runs';

/** The model card of one run: what it is, how good it is, what it was made of, and what to do with it. */
export function RunPage({ id }: { id: string }) {
  const t = useTranslations('models');
  const query = useQuery(runQuery(id));
  if (query.isError)
    return (
      <ErrorState
        error={query.error}
        onRetry={() => void query.refetch()}
        action={
          <LinkButton size="xs" variant="default" href="/models">
            {t('backToRuns')}
          </LinkButton>
        }
      />
    );
  if (query.isPending) return <LoadingState height={900} />;
  return <ModelCard run={query.data} />;
}

function ModelCard({ run }: { run: RunDetail }) {
  const t = useTranslations('models');
  const runs = useMemo(() => [run], [run]);
  return (
    <Stack gap="md">
      <Head run={run} />
      <RunFacts run={run} />
      <Grid gap="md">
        <Grid.Col span={{ base: 12, lg: 7 }}>
          <RunMetrics run={run} />
        </Grid.Col>
        <Grid.Col span={{ base: 12, lg: 5 }}>
          <ThresholdCard run={run} />
        </Grid.Col>
      </Grid>
      <ModelCurves runs={runs} />
      <Grid gap="md">
        <Grid.Col span={{ base: 12, lg: 6 }}>
          <Stack gap="md">
            <ReliabilityCard run={run} />
            <RunDownloads run={run} />
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, lg: 6 }}>
          <Stack gap="md">
            <RunData run={run} />
            <Card component="section" aria-label={t('history')}>
              <Title order={2} mb="xs">
                {t('historyOf', { target: t(`targets.${run.target}`) })}
              </Title>
              <ChampionHistory champions={run.championHistory} />
            </Card>
            <RunSettings run={run} />
          </Stack>
        </Grid.Col>
      </Grid>
    </Stack>
  );
}

function Head({ run }: { run: RunDetail }) {
  const t = useTranslations('models');
  const words = useRunWords();
  const [opened, { open, close }] = useDisclosure(false);
  return (
    <div>
      <Anchor
        component={Link}
        href={`/models?version=${run.versionId}${run.target === 'churn' ? '' : `&target=${run.target}`}`}
        size="sm"
      >
        <Group gap={4} component="span" display="inline-flex">
          <IconArrowLeft size={15} aria-hidden />
          {t('backToRuns')}
        </Group>
      </Anchor>
      <Group justify="space-between" align="flex-start" gap="sm" mt={4}>
        <div>
          <Group gap="xs">
            <Title order={1}>
              {t('cardHeading', { name: words.name(run), target: t(`targets.${run.target}`) })}
            </Title>
            {run.isChampion ? <ChampionBadge /> : null}
            {run.splitKind === 'random' ? <OptimisticBadge /> : null}
            {run.simulated ? (
              <Badge size="sm" variant="default" tt="none" fw={500}>
                {t('simulated')}
              </Badge>
            ) : null}
          </Group>
          <Text size="sm" c="dimmed" maw={760}>
            {t(`about.${run.kind}`)}
          </Text>
        </div>
        {run.isChampion ? null : (
          <Button leftSection={<IconTrophy size={17} aria-hidden />} onClick={open}>
            {t('promote.open')}
          </Button>
        )}
      </Group>
      <PromoteDialog
        opened={opened}
        onClose={close}
        runId={run.id}
        name={words.name(run)}
        again={run.championHistory.some((champion) => champion.runId === run.id)}
      />
    </div>
  );
}
