'use client';
import { Anchor, Button, Card, Group, ScrollArea, Stack, Table, Text, Title } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { useQueries } from '@tanstack/react-query';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { ErrorState, LoadingState } from '@/components/ui/states';
import { useTime } from '@/components/ui/use-formats';
import type { RunDetail } from '@/lib/contracts/models';
import { CLASSIFICATION_METRICS } from '@/lib/domain/metrics/definitions';
import { ChampionBadge, OptimisticBadge } from './badges';
import { axisOf } from './interval-bar';
import { MetricCell } from './metric-cell';
import { ModelCurves } from './model-curves';
import { RunSettingsDifferences } from './settings-tables';
import { Term } from './term';
import { useRunWords } from './use-run-words';
import { runQuery } from './use-runs';

interface Props {
  readonly ids: readonly string[];
  readonly onBack: () => void;
}

/** Two or more runs side by side: settings that differ, metrics with intervals, curves. */
export function ComparePanel({ ids, onBack }: Props) {
  const t = useTranslations('models');
  const { runs, failed, pending } = useQueries({
    queries: ids.map(runQuery),
    combine: (results) => ({
      runs: results.flatMap((result) => result.data ?? []),
      failed: results.find((result) => result.isError),
      pending: results.some((result) => result.isPending),
    }),
  });
  return (
    <Stack gap="md">
      <Group justify="space-between" gap="sm">
        <Title order={2}>{t('compareTitle', { count: ids.length })}</Title>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconArrowLeft size={15} aria-hidden />}
          onClick={onBack}
        >
          {t('backToRuns')}
        </Button>
      </Group>
      {failed ? (
        <ErrorState error={failed.error} onRetry={() => void failed.refetch()} />
      ) : pending ? (
        <LoadingState height={480} />
      ) : (
        <Compared runs={runs} />
      )}
    </Stack>
  );
}

function Compared({ runs }: { runs: readonly RunDetail[] }) {
  const t = useTranslations('models');
  // Metrics of different test windows stand side by side, but do not compare.
  const comparable = new Set(runs.map((run) => `${run.versionId} ${run.testAnchors}`)).size === 1;
  return (
    <>
      {comparable ? null : (
        <Text size="sm" role="note">
          {t('otherTest')}
        </Text>
      )}
      <MetricsSideBySide runs={runs} />
      <ModelCurves runs={runs} />
      <RunSettingsDifferences runs={runs} />
    </>
  );
}

function MetricsSideBySide({ runs }: { runs: readonly RunDetail[] }) {
  const t = useTranslations('models');
  const words = useRunWords();
  const timeOf = useTime();
  const ceiling = useMemo(() => runs.find((run) => run.ceiling)?.ceiling ?? null, [runs]);
  return (
    <Card component="section" aria-label={t('metricsTitle')}>
      <Title order={2} mb="xs">
        {t('metricsTitle')}
      </Title>
      <ScrollArea
        type="auto"
        offsetScrollbars="present"
        viewportProps={{ tabIndex: 0, role: 'group', 'aria-label': t('metricsTitle') }}
      >
        <Table fz="sm" verticalSpacing={6} miw={220 + 250 * runs.length} data-compare="metrics">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('metricColumn')}</Table.Th>
              {runs.map((run) => (
                <Table.Th key={run.id}>
                  <Stack gap={2} align="flex-start">
                    <Anchor component={Link} href={`/models/runs/${run.id}`} size="sm" fw={600}>
                      {words.name(run)}
                    </Anchor>
                    <Group gap={4}>
                      {run.isChampion ? <ChampionBadge /> : null}
                      {run.splitKind === 'random' ? <OptimisticBadge /> : null}
                      <Text size="xs" c="dimmed" fw={400}>
                        {timeOf(run.createdAt)}
                      </Text>
                    </Group>
                  </Stack>
                </Table.Th>
              ))}
              {ceiling ? (
                <Table.Th>
                  <Term help={t('ceilingHint')}>{t('ceiling')}</Term>
                </Table.Th>
              ) : null}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {CLASSIFICATION_METRICS.map((metric) => {
              const axis = axisOf(
                runs.map((run) => run.test[metric]),
                [ceiling?.[metric] ?? null],
              );
              return (
                <Table.Tr key={metric}>
                  <Table.Th scope="row" fw={500}>
                    <Term help={t(`metric.${metric}.help`)}>{words.metric(metric)}</Term>
                  </Table.Th>
                  {runs.map((run) => (
                    <Table.Td key={run.id}>
                      <MetricCell
                        interval={run.test[metric]}
                        {...axis}
                        ceiling={run.ceiling?.[metric] ?? null}
                      />
                    </Table.Td>
                  ))}
                  {ceiling ? (
                    <Table.Td className="tabular">{words.score(ceiling[metric])}</Table.Td>
                  ) : null}
                </Table.Tr>
              );
            })}
          </Table.Tbody>
        </Table>
      </ScrollArea>
    </Card>
  );
}
