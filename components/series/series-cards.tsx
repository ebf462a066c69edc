'use client';
import { Grid, Stack } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { Chart } from '@/components/charts/chart';
import { dailyLine } from '@/components/charts/daily-line';
import { calendarHeat, calendarHeight } from '@/components/charts/heat-maps';
import type { Column } from '@/components/ui/data-table';
import { useFormats } from '@/components/ui/use-formats';
import type { Series } from '@/lib/contracts/series';
import { calendarBlocks } from '@/lib/domain/series/calendar';
import { metricSource } from '@/lib/domain/series/metric';
import { markMissing, summariseSeries, trailingMean } from '@/lib/domain/series/summary';
import { MissingDays } from './missing-days';
import { SeriesFacts } from './series-facts';
import { useChartWords } from './use-chart-words';
import { WeekCard } from './week-card';

interface DayRow {
  readonly day: string;
  readonly value: number | null;
  readonly mean: number | null;
  readonly weekday: string;
}

const dayKey = (row: DayRow) => row.day;

/** Everything about one series: facts, missing days, line, calendar, hours of the week. */
export function SeriesCards({ series, scopeName }: { series: Series; scopeName: string }) {
  const t = useTranslations('series');
  const f = useFormats();
  const words = useChartWords(series.metric);
  const metric = words.valueName;
  const { days, missingDays } = series;
  const values = useMemo(
    () => markMissing(series.days, series.values, series.missingDays),
    [series],
  );
  const mean = useMemo(() => trailingMean(values, 7), [values]);
  const facts = useMemo(() => summariseSeries(values), [values]);
  const line = useMemo(
    () => dailyLine({ days, values, mean, missing: missingDays, ...words }),
    [days, values, mean, missingDays, words],
  );
  const calendar = useMemo(() => calendarHeat({ days, values, ...words }), [days, values, words]);
  const rows: DayRow[] = useMemo(
    () =>
      days.map((day, i) => ({
        day,
        weekday: f.weekday(day),
        value: values[i] ?? null,
        mean: mean[i] ?? null,
      })),
    [days, values, mean, f],
  );
  const columns = useMemo((): Column<DayRow>[] => {
    const shown = (value: number | null, unknown: string) =>
      value === null ? unknown : f.decimal(value);
    return [
      { key: 'day', label: t('day'), value: (r) => r.day },
      {
        key: 'value',
        label: metric,
        value: (r) => r.value,
        cell: (r) => shown(r.value, t('missing')),
        numeric: true,
      },
      {
        key: 'mean',
        label: t('weeklyMean'),
        value: (r) => r.mean,
        cell: (r) => shown(r.mean, '–'),
        numeric: true,
      },
      { key: 'weekday', label: t('weekday'), value: (r) => r.weekday },
    ];
  }, [metric, t, f]);
  const bestDay = days[facts.bestIndex];
  const best = bestDay ? f.longDay(bestDay) : '–';
  const period = f.dayRange(days[0] ?? '', days.at(-1) ?? '');
  const fileName = `${series.metric}-${days[0]}-${days.at(-1)}`;
  const height = calendarHeight(days);
  // A calendar of several years needs the whole width.
  const span = calendarBlocks(days).length > 1 ? 12 : { base: 12, lg: 6 };
  return (
    <Stack gap="md">
      <SeriesFacts
        facts={facts}
        bestDay={bestDay}
        celebs={series.celebs}
        distinct={metricSource(series.metric).kind === 'distinct'}
      />
      <MissingDays days={missingDays} />
      <Chart
        title={metric}
        subtitle={t('scopeAndPeriod', { scope: scopeName, period })}
        alt={t('lineAlt', {
          metric,
          scope: scopeName,
          period,
          total: f.integer(facts.total),
          best,
          bestValue: f.integer(facts.best),
        })}
        height={340}
        option={line}
        rows={rows}
        columns={columns}
        rowKey={dayKey}
        fileName={`${fileName}-daily`}
      />
      <Grid gap="md">
        <Grid.Col span={span}>
          <Chart
            title={t('calendar')}
            subtitle={t('calendarSubtitle', { metric })}
            alt={t('calendarAlt', { metric, best })}
            height={height}
            option={calendar}
            rows={rows}
            columns={columns}
            rowKey={dayKey}
            fileName={`${fileName}-calendar`}
          />
        </Grid.Col>
        <Grid.Col span={span}>
          <WeekCard series={series} values={values} words={words} fileName={fileName} />
        </Grid.Col>
      </Grid>
    </Stack>
  );
}
