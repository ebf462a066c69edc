'use client';
import { Button, Card, Stack, useComputedColorScheme } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { Chart } from '@/components/charts/chart';
import { MAX_LINES, trendLines } from '@/components/charts/trend-lines';
import type { Column } from '@/components/ui/data-table';
import { EmptyState, LoadingState } from '@/components/ui/states';
import { useFormats } from '@/components/ui/use-formats';
import { getJson, queryString } from '@/lib/client/api';
import { celebOptionsSchema, type SeriesOptions } from '@/lib/contracts/series';
import type { Decomposition } from '@/lib/domain/series/decompose';
import { useChartWords } from '../use-chart-words';
import type { SeriesFilterState } from '../use-series-filter';
import { useComparison, useSplit } from '../use-split';
import { CompareSettings } from './compare-settings';
import { type CompareRow, CompareTable } from './compare-table';
import { type Compared, useCompared, type Wanted } from './use-compared';

const HEIGHT = 360;
const STARTERS = 4;

interface Props {
  readonly version: string;
  readonly options: SeriesOptions;
  readonly filter: SeriesFilterState;
}

/** Several groups or celebs side by side: their trends in one chart, their strengths in one table. */
export function CompareView({ version, options, filter }: Props) {
  const t = useTranslations('decomposition');
  const [split] = useSplit();
  const [comparison, setComparison] = useComparison();
  const { by, celebs } = comparison;
  const attribute = comparison.groupBy || (options.attributes[0]?.name ?? '');
  const values = options.attributes.find((a) => a.name === attribute)?.values ?? [];
  const groups = (comparison.groups.length > 0 ? comparison.groups : values).slice(0, MAX_LINES);
  const chosen = by === 'groups' ? groups : celebs.slice(0, MAX_LINES);
  const { metric, from, to } = filter;
  const base = { version, metric, from, to };
  const wanted: Wanted[] = chosen.map((key) => ({
    key,
    asked:
      by === 'groups'
        ? { ...base, scope: 'group', attribute, value: key }
        : { ...base, scope: 'celeb', celeb: key },
  }));
  const { compared, failed, pending } = useCompared(wanted, split);
  const names = new Map(
    compared.map(({ key, series }) => [
      key,
      by === 'celebs' && series.celebName ? series.celebName : key,
    ]),
  );
  const nameOf = (key: string) => names.get(key) ?? key;
  const start = useQuery({
    queryKey: ['celebs', version, { limit: String(STARTERS) }],
    queryFn: ({ signal }) =>
      getJson(
        `/celebs?${queryString({ version, limit: String(STARTERS) })}`,
        celebOptionsSchema,
        signal,
      ),
    enabled: by === 'celebs' && celebs.length === 0,
  });
  const starters = start.data?.rows.map((celeb) => celeb.id) ?? [];
  const settings = (
    <CompareSettings
      version={version}
      options={options}
      comparison={comparison}
      setComparison={setComparison}
      attribute={attribute}
      groups={by === 'groups' ? groups : []}
      nameOf={nameOf}
    />
  );
  if (chosen.length === 0)
    return (
      <Stack gap="md">
        {settings}
        <Card>
          <EmptyState
            title={t('compareNone')}
            action={
              by === 'celebs' && starters.length > 0 ? (
                <Button onClick={() => void setComparison({ celebs: starters })}>
                  {t('compareMost', { count: starters.length })}
                </Button>
              ) : null
            }
          >
            {t(by === 'groups' ? 'compareNoGroups' : 'compareNoneHint')}
          </EmptyState>
        </Card>
      </Stack>
    );
  const hrefOf = (key: string) =>
    `/explore/series?${queryString({
      ...wanted.find((x) => x.key === key)?.asked,
      view: 'decomposition',
      method: split.method,
      period: String(split.period),
    })}`;
  return (
    <Stack gap="md">
      {settings}
      {pending && compared.length === 0 ? (
        <>
          <LoadingState height={HEIGHT + 86} />
          <LoadingState height={260} />
        </>
      ) : (
        <Side
          metric={metric}
          compared={compared}
          failed={failed}
          nameOf={nameOf}
          hrefOf={hrefOf}
          pending={pending}
        />
      )}
    </Stack>
  );
}

interface SideProps {
  readonly metric: string;
  readonly compared: readonly Compared[];
  readonly failed: readonly string[];
  readonly nameOf: (key: string) => string;
  readonly hrefOf: (key: string) => string;
  readonly pending: boolean;
}

interface Line {
  readonly key: string;
  readonly name: string;
  readonly values: readonly (number | null)[];
}

interface DayRow {
  readonly day: string;
  readonly at: number;
}
const dayKey = (row: DayRow) => row.day;

function Side({ metric, compared, failed, nameOf, hrefOf, pending }: SideProps) {
  const t = useTranslations('decomposition');
  const f = useFormats();
  const scheme = useComputedColorScheme('light', { getInitialValueInEffect: false });
  const words = useChartWords(metric);
  const [{ method, period }] = useSplit();
  const [{ unit }] = useComparison();
  const index = unit === 'index';
  const labels = compared.map(({ key }) => nameOf(key)).join('\n');
  const days = useMemo(
    () => [...new Set(compared.flatMap((x) => x.series.days))].sort(),
    [compared],
  );
  const lines = useMemo((): Line[] => {
    const names = labels.split('\n');
    return compared.flatMap(({ key, series, found }, i) => {
      if (found.kind !== 'parts') return [];
      return [
        {
          key,
          name: names[i] ?? key,
          values: trendOn(days, series.days, found.parts, index),
        },
      ];
    });
  }, [compared, labels, days, index]);
  const option = useMemo(
    () => trendLines({ ...words, days, lines, index }),
    [words, days, lines, index],
  );
  const rows = useMemo(() => days.map((day, at): DayRow => ({ day, at })), [days]);
  const columns = useMemo(
    (): Column<DayRow>[] => [
      { key: 'day', label: words.dayName, value: (row) => row.day },
      ...lines.map(
        ({ key, name, values }): Column<DayRow> => ({
          key: `of-${key}`,
          label: name,
          value: (row) => values[row.at] ?? null,
          cell: (row) => {
            const value = values[row.at] ?? null;
            return value === null ? '–' : words.formatValue(value);
          },
          numeric: true,
        }),
      ),
    ],
    [words, lines],
  );
  const fileName = `${metric}-${days[0]}-${days.at(-1)}-compare`;
  const tableRows = useMemo(
    (): CompareRow[] => [
      ...compared.map((x) => ({
        key: x.key,
        name: nameOf(x.key),
        href: hrefOf(x.key),
        line: lines.findIndex((line) => line.key === x.key),
        compared: x,
      })),
      ...failed.map((key) => ({
        key,
        name: nameOf(key),
        href: hrefOf(key),
        line: -1,
        compared: undefined,
      })),
    ],
    [compared, failed, lines, nameOf, hrefOf],
  );
  return (
    <Stack gap="md" className={pending ? 'stale' : undefined} aria-busy={pending}>
      {lines.length > 0 ? (
        <Chart
          title={t('compareTrends', { metric: words.valueName })}
          subtitle={t('compareSubtitle', {
            span: f.dayRange(days[0] ?? '', days.at(-1) ?? ''),
            method: t(`methods.${method}`),
            period,
            scale: unit,
          })}
          alt={t('compareAlt', {
            metric: words.valueName,
            count: lines.length,
            names: lines.map((line) => line.name).join(', '),
          })}
          height={HEIGHT}
          option={option}
          rows={rows}
          columns={columns}
          rowKey={dayKey}
          fileName={fileName}
        />
      ) : null}
      <CompareTable
        rows={tableRows}
        period={period}
        scheme={scheme}
        fileName={`${fileName}-strengths`}
      />
    </Stack>
  );
}

/**
 * A trend on the comparison's days; when asked, as a percentage of the series' own mean. Of the observed mean: a robust
 * trend of a sparse series may itself be nearly 0.
 */
function trendOn(
  days: readonly string[],
  own: readonly string[],
  { trend, observed }: Decomposition,
  index: boolean,
): (number | null)[] {
  const known = observed.filter((value) => !Number.isNaN(value));
  const mean = known.reduce((a, b) => a + b, 0) / known.length;
  const unit = index && mean > 0 ? 100 / mean : 1;
  const at = new Map(own.map((day, i) => [day, trend[i] ?? Number.NaN]));
  return days.map((day) => {
    const value = at.get(day) ?? Number.NaN;
    return Number.isNaN(value) ? null : value * unit;
  });
}
