'use client';
import {
  Anchor,
  Card,
  Group,
  ScrollArea,
  SegmentedControl,
  Select,
  Stack,
  Table,
  Text,
  Title,
  useComputedColorScheme,
} from '@mantine/core';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { SEQUENTIAL } from '@/components/ui/colours';
import { EmptyState } from '@/components/ui/states';
import { useTime } from '@/components/ui/use-formats';
import type { RunSummary } from '@/lib/contracts/models';
import { SCALERS, SEQUENCE_MODELS } from '@/lib/contracts/training';
import { cellKey, type ExperimentGrid, experimentGrids, heatStep } from '@/lib/domain/models/grid';
import { GridButton } from './grid-button';
import { GRID_METRICS, useModelsFilter } from './use-models-filter';
import { useRunWords } from './use-run-words';

/** Steps of the scale on which dark or light text keeps 4.5:1, and which of them needs light text. */
const HEAT = {
  light: { steps: [0, 1, 2, 4, 5], lightFrom: 3 },
  dark: { steps: [0, 1, 2, 4, 5], lightFrom: -1 },
} as const;

interface Props {
  readonly runs: readonly RunSummary[];
  readonly versionId: string;
  readonly windows: number;
}

/** The experiment grid: every scaler with every architecture, trained the same way, baselines beside it. */
export function GridTab({ runs, versionId, windows }: Props) {
  const t = useTranslations('models.grid');
  const words = useRunWords();
  const timeOf = useTime();
  const [filter, setFilter] = useModelsFilter();
  const grids = experimentGrids(runs, SEQUENCE_MODELS);
  const grid = grids.find((g) => g.jobId === filter.grid) ?? grids[0];
  if (!grid)
    return (
      <Card>
        <EmptyState
          title={t('emptyTitle')}
          action={<GridButton versionId={versionId} windows={windows} />}
        >
          {t('emptyHint')}
        </EmptyState>
      </Card>
    );
  return (
    <Card component="section" aria-label={t('title')}>
      <Stack gap="md">
        <Group justify="space-between" align="flex-start" gap="sm">
          <div>
            <Title order={2}>{t('title')}</Title>
            <Text size="xs" c="dimmed">
              {t('hint')}
            </Text>
          </div>
          <GridButton versionId={versionId} windows={windows} />
        </Group>
        <Group gap="sm" align="flex-end">
          <SegmentedControl
            size="xs"
            aria-label={t('metric')}
            value={filter.metric}
            onChange={(metric) =>
              void setFilter({ metric: GRID_METRICS.find((m) => m === metric) ?? null })
            }
            data={GRID_METRICS.map((metric) => ({ value: metric, label: words.metric(metric) }))}
            style={{ maxWidth: '100%', overflowX: 'auto' }}
          />
          {grids.length > 1 ? (
            <Select
              size="xs"
              aria-label={t('which')}
              value={grid.jobId}
              onChange={(jobId) => void setFilter({ grid: jobId })}
              allowDeselect={false}
              data={grids.map((g) => ({
                value: g.jobId,
                label: t('gridOf', { time: timeOf(g.createdAt), cells: g.cells.size }),
              }))}
              w={260}
            />
          ) : null}
        </Group>
        <HeatTable grid={grid} />
      </Stack>
    </Card>
  );
}

function HeatTable({ grid }: { grid: ExperimentGrid<RunSummary> }) {
  const t = useTranslations('models.grid');
  const m = useTranslations('models');
  const words = useRunWords();
  const [{ metric }] = useModelsFilter();
  const scoreOf = (run: RunSummary) => run.test[metric].value;
  const all = [...grid.cells.values(), ...grid.baselines];
  const sequence = [...grid.cells.values()].map(scoreOf).filter((v) => v !== null);
  // The cells share out the scale among them; baselines beyond it take its ends.
  const [low, high] = [Math.min(...sequence), Math.max(...sequence)];
  // A stronger colour is better, whichever way a metric runs.
  const rank = (value: number) =>
    metric === 'logLoss' ? heatStep(-value, -high, -low, 5) : heatStep(value, low, high, 5);
  const best = metric === 'logLoss' ? low : high;
  const ceiling = all[0]?.ceiling?.[metric] ?? null;
  return (
    <ScrollArea
      type="auto"
      offsetScrollbars="present"
      viewportProps={{ tabIndex: 0, role: 'group', 'aria-label': t('title') }}
    >
      <Table fz="sm" withTableBorder withColumnBorders layout="fixed" miw={520} data-grid="cells">
        <Table.Thead>
          <Table.Tr>
            <Table.Th w={150}>{m('scaler')}</Table.Th>
            {SEQUENCE_MODELS.map((kind) => (
              <Table.Th key={kind} ta="center">
                {words.kind(kind)}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {SCALERS.map((scaler) => (
            <Table.Tr key={scaler}>
              <Table.Th scope="row" fw={500}>
                {m(`scalers.${scaler}`)}
              </Table.Th>
              {SEQUENCE_MODELS.map((kind) => {
                const run = grid.cells.get(cellKey(scaler, kind));
                return (
                  <HeatCell
                    key={kind}
                    run={run}
                    value={run ? scoreOf(run) : null}
                    rank={rank}
                    best={run !== undefined && scoreOf(run) === best}
                  />
                );
              })}
            </Table.Tr>
          ))}
          {grid.baselines.map((run) => (
            <Table.Tr key={run.id}>
              <Table.Th scope="row" fw={500}>
                {t('baseline', { name: words.kind(run.kind) })}
              </Table.Th>
              <HeatCell run={run} value={scoreOf(run)} rank={rank} best={false} span={3} />
            </Table.Tr>
          ))}
          {ceiling === null ? null : (
            <Table.Tr>
              <Table.Th scope="row" fw={500} title={m('ceilingHint')}>
                {m('ceiling')}
              </Table.Th>
              <Table.Td colSpan={3} ta="center" className="tabular" fw={600}>
                {words.score(ceiling)}
              </Table.Td>
            </Table.Tr>
          )}
        </Table.Tbody>
      </Table>
    </ScrollArea>
  );
}

function HeatCell({
  run,
  value,
  rank,
  best,
  span,
}: {
  run: RunSummary | undefined;
  value: number | null;
  rank: (value: number) => number;
  best: boolean;
  span?: number;
}) {
  const t = useTranslations('models.grid');
  const words = useRunWords();
  const scheme = useComputedColorScheme('light', { getInitialValueInEffect: false });
  const [{ metric }] = useModelsFilter();
  if (!run || value === null)
    return (
      <Table.Td ta="center" c="dimmed" colSpan={span} title={t(run ? 'undefined' : 'untrained')}>
        –
      </Table.Td>
    );
  const step = rank(value);
  const { steps } = HEAT[scheme];
  const light = scheme === 'light' ? step >= HEAT.light.lightFrom : step < 3;
  const { low, high } = run.test[metric];
  return (
    <Table.Td
      ta="center"
      colSpan={span}
      style={{ background: SEQUENTIAL[scheme][steps[step] ?? 0] }}
    >
      <Anchor
        component={Link}
        href={`/models/runs/${run.id}`}
        className="tabular"
        fw={best ? 750 : 600}
        c={light ? '#ffffff' : '#10161f'}
        underline="always"
        title={t('openRun', {
          name: words.name(run),
          low: words.score(low),
          high: words.score(high),
        })}
      >
        {words.score(value)}
        {best ? ' ★' : ''}
      </Anchor>
      <Text size="xs" c={light ? '#ffffff' : '#10161f'} className="tabular">
        {words.score(low)}–{words.score(high)}
      </Text>
    </Table.Td>
  );
}
