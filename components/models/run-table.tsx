'use client';
import { Anchor, Checkbox, Group, Text } from '@mantine/core';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { type Column, DataTable } from '@/components/ui/data-table';
import { useFormats, useTime } from '@/components/ui/use-formats';
import type { RunSummary } from '@/lib/contracts/models';
import { ChampionBadge, OptimisticBadge } from './badges';
import { axisOf, IntervalBar } from './interval-bar';
import { MOST_COMPARED, useModelsFilter } from './use-models-filter';
import { shareOfCeiling, useRunWords } from './use-run-words';

const SHOWN = ['microAveragePrecision', 'accuracy'] as const;

type Row =
  | { readonly type: 'run'; readonly run: RunSummary }
  | { readonly type: 'ceiling'; readonly run: RunSummary };
const rowKey = (row: Row) => `${row.type} ${row.run.id}`;

/** Test micro-AP, best first; the ceiling of the same test windows stands above. */
function rowsOf(runs: readonly RunSummary[]): Row[] {
  const quality = (run: RunSummary) => run.test.microAveragePrecision.value ?? -1;
  const ranked = runs.toSorted((a, b) => quality(b) - quality(a));
  const ceilings = new Map<number, RunSummary>();
  for (const run of runs) if (run.ceiling) ceilings.set(run.testAnchors, run);
  return [
    ...[...ceilings.values()].map((run): Row => ({ type: 'ceiling', run })),
    ...ranked.map((run): Row => ({ type: 'run', run })),
  ];
}

export function RunTable({ runs }: { runs: readonly RunSummary[] }) {
  const t = useTranslations('models');
  const f = useFormats();
  const timeOf = useTime();
  const words = useRunWords();
  const rows = useMemo(() => rowsOf(runs), [runs]);
  const columns = useMemo((): Column<Row>[] => {
    const ofRun = (value: (run: RunSummary) => string | number | null) => (row: Row) =>
      row.type === 'run' ? value(row.run) : null;
    const shown = (value: (run: RunSummary) => string) => (row: Row) =>
      row.type === 'run' ? value(row.run) : '';
    const metric = (name: (typeof SHOWN)[number]): Column<Row> => {
      // Simple baselines may be far below everything else; beyond the axis, a mark is an arrow.
      const ranked = runs.filter((run) => run.kind !== 'most-frequent' && run.kind !== 'logistic');
      const axis = axisOf(
        (ranked.length > 0 ? ranked : runs).map((run) => run.test[name]),
        runs.map((run) => run.ceiling?.[name] ?? null),
      );
      return {
        key: name,
        label: words.metric(name),
        width: 224,
        numeric: true,
        value: (row) =>
          row.type === 'run' ? row.run.test[name].value : (row.run.ceiling?.[name] ?? null),
        cell: (row) =>
          row.type === 'run' ? (
            <IntervalBar
              interval={row.run.test[name]}
              {...axis}
              ceiling={row.run.ceiling?.[name] ?? null}
            />
          ) : (
            <IntervalBar
              interval={{ value: row.run.ceiling?.[name] ?? null, low: null, high: null }}
              {...axis}
              ceiling={row.run.ceiling?.[name] ?? null}
            />
          ),
      };
    };
    return [
      {
        key: 'select',
        label: t('select'),
        width: 60,
        value: () => null,
        cell: (row) => (row.type === 'run' ? <SelectRun run={row.run} /> : ''),
      },
      {
        key: 'model',
        label: t('model'),
        width: 184,
        value: (row) => (row.type === 'run' ? words.kind(row.run.kind) : t('ceiling')),
        cell: (row) => (row.type === 'run' ? <RunLink run={row.run} /> : <CeilingName />),
      },
      {
        key: 'scaler',
        label: t('scaler'),
        width: 118,
        value: ofRun(words.scaler),
        cell: shown(words.scaler),
      },
      ...SHOWN.map(metric),
      {
        key: 'share',
        label: t('shareOfCeiling'),
        width: 92,
        numeric: true,
        value: ofRun((run) => shareOfCeiling(run, 'microAveragePrecision')),
        cell: shown((run) => {
          const share = shareOfCeiling(run, 'microAveragePrecision');
          return share === null ? '–' : f.percent(share);
        }),
      },
      {
        key: 'validation',
        label: t('validationScore'),
        width: 100,
        numeric: true,
        value: ofRun((run) => run.validation.microAveragePrecision),
        cell: shown((run) => words.score(run.validation.microAveragePrecision)),
      },
      {
        key: 'duration',
        label: t('duration'),
        width: 66,
        numeric: true,
        value: ofRun((run) => run.durationMs / 1000),
        cell: shown((run) => t('shortSeconds', { seconds: f.decimal(run.durationMs / 1000) })),
      },
      {
        key: 'date',
        label: t('date'),
        width: 80,
        value: ofRun((run) => run.createdAt),
        cell: (row) =>
          row.type === 'run' ? (
            <span title={timeOf(row.run.createdAt)}>{f.shortDay(row.run.createdAt)}</span>
          ) : (
            ''
          ),
      },
    ];
  }, [runs, t, f, words, timeOf]);
  return (
    <DataTable
      label={t('runs')}
      rows={rows}
      columns={columns}
      rowKey={rowKey}
      fileName="runs"
      height={520}
    />
  );
}

function RunLink({ run }: { run: RunSummary }) {
  const words = useRunWords();
  return (
    <Group gap={6} wrap="nowrap">
      <Anchor component={Link} href={`/models/runs/${run.id}`} size="sm" fw={600} truncate>
        {words.kind(run.kind)}
      </Anchor>
      {run.isChampion ? <ChampionBadge /> : null}
      {run.splitKind === 'random' ? <OptimisticBadge /> : null}
    </Group>
  );
}

function CeilingName() {
  const t = useTranslations('models');
  return (
    <Text span inherit fs="italic" title={t('ceilingHint')}>
      {t('ceiling')}
    </Text>
  );
}

/** Marks a run for comparison. */
function SelectRun({ run }: { run: RunSummary }) {
  const t = useTranslations('models');
  const words = useRunWords();
  const [{ runs }, setFilter] = useModelsFilter();
  const selected = runs.includes(run.id);
  return (
    <Checkbox
      size="xs"
      aria-label={t('selectRun', {
        name: words.name(run),
        value: words.score(run.test.microAveragePrecision.value),
      })}
      checked={selected}
      disabled={!selected && runs.length >= MOST_COMPARED}
      onChange={() =>
        void setFilter(
          { runs: selected ? runs.filter((id) => id !== run.id) : [...runs, run.id] },
          { history: 'replace' },
        )
      }
    />
  );
}
