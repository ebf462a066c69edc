'use client';
import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { Chart } from '@/components/charts/chart';
import { calendarHeight, hourHeat } from '@/components/charts/heat-maps';
import { weekdayBars } from '@/components/charts/weekday-bars';
import type { Column } from '@/components/ui/data-table';
import { numberColumn } from '@/components/ui/table-column';
import type { Series } from '@/lib/contracts/series';
import { weekdayMeans } from '@/lib/domain/series/hours';
import type { DayValues } from '@/lib/domain/series/summary';
import type { ChartWords } from './use-chart-words';

/** As high as the calendar of one block beside it. */
const HEIGHT = calendarHeight([]);

interface Props {
  readonly series: Series;
  readonly values: DayValues;
  readonly words: ChartWords;
  readonly fileName: string;
}

/** The typical week: by weekday and hour, or by weekday alone where a metric has no hours. */
export function WeekCard(props: Props) {
  return props.series.hourProfile ? (
    <Hours {...props} profile={props.series.hourProfile} />
  ) : (
    <Weekdays {...props} />
  );
}

interface Cell {
  readonly weekday: string;
  readonly hour: number;
  readonly value: number | null;
}

const cellKey = (cell: Cell) => `${cell.weekday}-${cell.hour}`;

function Hours({
  profile,
  words,
  fileName,
}: Props & { profile: readonly (readonly (number | null)[])[] }) {
  const t = useTranslations('series');
  const metric = words.valueName;
  const option = useMemo(() => hourHeat({ profile, ...words }), [profile, words]);
  const rows: Cell[] = useMemo(
    () =>
      profile.flatMap((row, day) =>
        row.map((value, hour) => ({ weekday: words.weekdays[day] ?? '', hour, value })),
      ),
    [profile, words],
  );
  const columns = useMemo(
    (): Column<Cell>[] => [
      { key: 'weekday', label: t('weekday'), value: (r) => r.weekday },
      numberColumn('hour', t('hour'), (r) => r.hour, words.formatHour),
      numberColumn('value', t('hourMean', { metric }), (r) => r.value, words.formatValue),
    ],
    [metric, t, words],
  );
  const peak = rows.reduce<Cell | undefined>(
    (best, row) => ((row.value ?? 0) > (best?.value ?? 0) ? row : best),
    undefined,
  );
  return (
    <Chart
      title={t('hours')}
      subtitle={t('hoursSubtitle', { metric })}
      alt={t('hoursAlt', {
        metric,
        peak: peak ? `${peak.weekday} ${words.formatHour(peak.hour)}` : '–',
      })}
      height={HEIGHT}
      option={option}
      rows={rows}
      columns={columns}
      rowKey={cellKey}
      fileName={`${fileName}-hours`}
    />
  );
}

interface WeekdayRow {
  readonly weekday: string;
  readonly value: number | null;
}

const weekdayKey = (row: WeekdayRow) => row.weekday;

function Weekdays({ series, values, words, fileName }: Props) {
  const t = useTranslations('series');
  const metric = words.valueName;
  const means = useMemo(() => weekdayMeans(series.days, values), [series.days, values]);
  const option = useMemo(() => weekdayBars({ means, ...words }), [means, words]);
  const rows = useMemo(
    () => words.weekdays.map((weekday, i) => ({ weekday, value: means[i] ?? null })),
    [means, words],
  );
  const columns = useMemo(
    (): Column<WeekdayRow>[] => [
      { key: 'weekday', label: t('weekday'), value: (r) => r.weekday },
      numberColumn('value', t('dayMean', { metric }), (r) => r.value, words.formatValue),
    ],
    [metric, t, words],
  );
  const peak = rows.reduce<WeekdayRow | undefined>(
    (best, row) => ((row.value ?? 0) > (best?.value ?? 0) ? row : best),
    undefined,
  );
  return (
    <Chart
      title={t('weekdays')}
      subtitle={t('weekdaysSubtitle')}
      alt={t('weekdaysAlt', { metric, peak: peak?.weekday ?? '–' })}
      height={HEIGHT}
      option={option}
      rows={rows}
      columns={columns}
      rowKey={weekdayKey}
      fileName={`${fileName}-weekdays`}
    />
  );
}
