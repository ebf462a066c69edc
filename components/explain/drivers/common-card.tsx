'use client';
import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { Chart } from '@/components/charts/chart';
import { commonScatter } from '@/components/charts/common-scatter';
import type { Column } from '@/components/ui/data-table';
import { numberColumn } from '@/components/ui/table-column';
import { useFormats } from '@/components/ui/use-formats';
import type { ExplanationPart } from '@/lib/contracts/explain';
import { type CommonDriver, commonDrivers } from '@/lib/domain/explain/common-drivers';
import { SERIES_GROUPS, type SeriesGroup } from '@/lib/domain/explain/series-group';
import { NamedFidelity } from './named-fidelity';
import type { DriverWords } from './use-driver-words';

type Row = CommonDriver<SeriesGroup>;
const rowKey = (row: Row) => row.name;
const HEIGHT = 460;
/** Points whose names stand beside them, if there is room. */
const NAMED = 10;

interface Props {
  readonly churn: ExplanationPart;
  readonly sticker: ExplanationPart;
  readonly words: DriverWords;
  readonly onChoose: (series: string) => void;
}

/** Which series matter for churn and for stickers, and whether they pull the same way. */
export function CommonCard({ churn, sticker, words, onChoose }: Props) {
  const t = useTranslations('drivers.common');
  const f = useFormats();
  const { drivers, equalShare } = useMemo(
    () => commonDrivers(churn.series, sticker.series),
    [churn, sticker],
  );
  const together = useMemo(
    () => (row: Row) => t(row.opposite === null ? 'unknown' : row.opposite ? 'opposite' : 'same'),
    [t],
  );
  const option = useMemo(() => {
    const share = (row: Row, side: 'first' | 'second') => row[side]?.share ?? 0;
    const mark = (row: Row, side: 'first' | 'second') =>
      `${f.percent(share(row, side))} ${words.direction(row[side]?.direction ?? null)}`;
    const named = new Set(
      drivers
        .toSorted(
          (a, b) =>
            Math.max(share(b, 'first'), share(b, 'second')) -
            Math.max(share(a, 'first'), share(a, 'second')),
        )
        .slice(0, NAMED),
    );
    return commonScatter({
      points: drivers.map((row) => ({
        key: row.name,
        label: words.series(row.name),
        group: SERIES_GROUPS.indexOf(row.group),
        x: share(row, 'first'),
        y: share(row, 'second'),
        opposite: row.opposite === true,
        isNamed: named.has(row),
        about: [
          { label: t('targets.churn'), value: mark(row, 'first') },
          { label: t('targets.sticker'), value: mark(row, 'second') },
          { label: t(`roles.${row.role}`), value: together(row) },
        ],
      })),
      groups: SERIES_GROUPS.map(words.group),
      xName: t('axis', { target: t('targets.churn') }),
      yName: t('axis', { target: t('targets.sticker') }),
      border: equalShare,
      quadrants: {
        both: t('roles.both'),
        first: t('roles.first'),
        second: t('roles.second'),
        neither: t('roles.neither'),
      },
      formatShare: f.percent,
    });
  }, [drivers, equalShare, words, f, t, together]);
  const columns = useMemo((): Column<Row>[] => {
    const side = (key: 'first' | 'second', target: string): Column<Row>[] => [
      numberColumn(
        `${key}Share`,
        t('shareIn', { target }),
        (r) => r[key]?.share ?? null,
        f.percent,
      ),
      numberColumn(`${key}Rank`, t('rankIn', { target }), (r) => r[key]?.rank ?? null, f.integer),
      {
        key: `${key}Direction`,
        label: t('directionIn', { target }),
        value: (r) => words.direction(r[key]?.direction ?? null),
      },
    ];
    return [
      { key: 'series', label: t('series'), value: (r) => words.series(r.name) },
      { key: 'role', label: t('role'), value: (r) => t(`roles.${r.role}`) },
      ...side('first', t('targets.churn')),
      ...side('second', t('targets.sticker')),
      { key: 'together', label: t('together'), value: together },
      { key: 'group', label: t('group'), value: (r) => words.group(r.group) },
    ];
  }, [t, f, words, together]);
  const both = drivers.filter(({ role }) => role === 'both');
  return (
    <Chart
      title={t('title')}
      subtitle={t('subtitle', { share: f.percent(equalShare) })}
      above={<NamedFidelity parts={[churn, sticker]} />}
      alt={t('alt', {
        count: both.length,
        series: both.length === 0 ? '–' : both.map(({ name }) => words.series(name)).join(', '),
      })}
      height={HEIGHT}
      option={option}
      rows={drivers}
      columns={columns}
      rowKey={rowKey}
      fileName="common-drivers"
      onPick={onChoose}
    />
  );
}
