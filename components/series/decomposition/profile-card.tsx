'use client';
import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { Chart } from '@/components/charts/chart';
import { profileBars } from '@/components/charts/profile-bars';
import type { Column } from '@/components/ui/data-table';
import { numberColumn } from '@/components/ui/table-column';
import { useFormats } from '@/components/ui/use-formats';
import type { CycleProfile } from '@/lib/domain/series/profile';
import { extremes } from './strength-facts';
import { useSplitWords } from './use-split-words';

interface Row {
  readonly position: string;
  readonly seasonal: number | null;
  readonly observed: number | null;
  readonly days: number;
}

const rowKey = (row: Row) => row.position;

interface Props {
  readonly profile: CycleProfile;
  readonly period: number;
  /** The season is a factor. */
  readonly ratio: boolean;
  readonly height: number;
  readonly fileName: string;
}

/** What a typical cycle looks like beside its trend. */
export function ProfileCard({ profile, period, ratio, height, fileName }: Props) {
  const t = useTranslations('decomposition');
  const f = useFormats();
  const { position, longPosition } = useSplitWords(period);
  const week = period === 7;
  // Numbers above the bars must fit their width.
  const large = profile.seasonal.some((value) => Math.abs(value ?? 0) >= 100);
  const format = ratio ? f.signedPercent : large ? f.signed : f.signedDecimal;
  const formatTick = ratio ? f.percent : f.compact;
  const rows = useMemo(
    (): Row[] =>
      profile.seasonal.map((value, at) => ({
        position: position(at),
        // A factor of 1.2 is 20 % above the trend.
        seasonal: value === null ? null : ratio ? value - 1 : value,
        observed: profile.observed[at] ?? null,
        days: profile.days[at] ?? 0,
      })),
    [profile, position, ratio],
  );
  const option = useMemo(
    () =>
      profileBars({
        values: rows.map((row) => row.seasonal),
        labels: rows.map((row) => row.position),
        valueName: t('profileValue'),
        missingName: '–',
        format,
        formatTick,
      }),
    [rows, t, format, formatTick],
  );
  const columns = useMemo(
    (): Column<Row>[] => [
      { key: 'position', label: t('position'), value: (row) => row.position },
      {
        key: 'seasonal',
        label: t('profileValue'),
        value: (row) => row.seasonal,
        cell: (row) => (row.seasonal === null ? '–' : format(row.seasonal)),
        numeric: true,
      },
      numberColumn('observed', t('profileObserved'), (row) => row.observed, f.decimal),
      { key: 'days', label: t('profileDays'), value: (row) => row.days, numeric: true },
    ],
    [t, f, format],
  );
  const ends = extremes(profile.seasonal);
  return (
    <Chart
      title={t(week ? 'profile' : 'profileCycle')}
      subtitle={t(week ? 'profileSubtitle' : 'profileSubtitleCycle')}
      alt={t('profileAlt', {
        labels: week ? 'week' : 'cycle',
        high: ends ? longPosition(ends.high) : '–',
        low: ends ? longPosition(ends.low) : '–',
      })}
      height={height}
      option={option}
      rows={rows}
      columns={columns}
      rowKey={rowKey}
      fileName={`${fileName}-profile`}
    />
  );
}
