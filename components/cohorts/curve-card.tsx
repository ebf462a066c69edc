'use client';
import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { Chart } from '@/components/charts/chart';
import { type RetentionLine, retentionLines } from '@/components/charts/retention-lines';
import type { Column } from '@/components/ui/data-table';
import { numberColumn } from '@/components/ui/table-column';
import { useFormats } from '@/components/ui/use-formats';
import type { Cohorts } from '@/lib/contracts/cohorts';
import { SMALL_COHORT, shareTop } from '@/lib/domain/cohorts/view';
import { wilsonInterval } from '@/lib/domain/process/compare';
import type { CohortMeasure } from './use-cohort-filter';

export interface NamedCohorts {
  readonly name: string;
  readonly answer: Cohorts;
}

interface CurveRow {
  readonly group: string;
  readonly offset: number;
  readonly celebs: number;
  readonly active: number;
  readonly share: number;
}
const curveKey = (row: Pick<CurveRow, 'group' | 'offset'>) => `${row.offset} ${row.group}`;
const HEIGHT = 320;

interface Props {
  /** One, with its joining weeks beside the pooled curve; or several to compare. */
  readonly groups: readonly NamedCohorts[];
  readonly measure: CohortMeasure;
  /** What counts as active. */
  readonly meaning: string;
  readonly subtitle: string;
  readonly fileName: string;
}

/** Retention by weeks since joining; weeks that the data cut off are left out. */
export function CurveCard({ groups, measure, meaning, subtitle, fileName }: Props) {
  const t = useTranslations('cohorts');
  const f = useFormats();
  const only = groups.length === 1 ? groups[0] : undefined;
  const counted = measure === 'count' && only !== undefined;
  const rows: CurveRow[] = useMemo(() => {
    const pooled = groups.flatMap(({ name, answer }) =>
      answer.curve.map((point) => ({ group: only ? t('pooled') : name, ...point })),
    );
    const cohorts = (only?.answer.cohorts ?? []).flatMap(({ cohort, celebs, cells }) =>
      cohort === null
        ? []
        : cells
            .filter((c) => c.complete)
            .map(({ offset, active, share }) => ({
              group: cohort,
              offset,
              celebs,
              active,
              share,
            })),
    );
    return [...pooled, ...cohorts];
  }, [groups, only, t]);
  // A share of very few celebs jumps about and hides the others; the table has it.
  const small = !counted && rows.some((r) => r.celebs < SMALL_COHORT);
  const weeks = rows.reduce((most, r) => Math.max(most, r.offset), 0);
  const largestShare = rows.reduce(
    (most, r) => (r.celebs < SMALL_COHORT ? most : Math.max(most, r.share)),
    0,
  );
  const option = useMemo(() => {
    const all = only ? t('pooled') : '';
    const byPlace = new Map(rows.map((r) => [curveKey(r), r]));
    const at = (group: string, offset: number) => byPlace.get(curveKey({ group, offset }));
    const line = (name: string): RetentionLine =>
      Array.from({ length: weeks + 1 }, (_, offset) => {
        const row = at(name, offset);
        if (!row || (!counted && row.celebs < SMALL_COHORT)) return null;
        return counted ? row.active : row.share;
      });
    const strong = only ? (counted ? [] : [all]) : groups.map((g) => g.name);
    const names = [...new Set(rows.map((r) => r.group))].filter((name) => name !== all);
    const thin = only ? names.filter((name) => line(name).some((v) => v !== null)) : [];
    const text = ({ celebs, active, share }: CurveRow) =>
      t('ofCelebs', { share: f.percent(share), active, celebs });
    return retentionLines({
      cohorts: thin.map(line),
      groups: strong.map((name) => ({ name, values: line(name) })),
      weeks,
      top: counted ? undefined : shareTop(largestShare),
      axisName: t('weeksSince'),
      formatTick: counted ? f.compact : f.percent,
      heading: (offset) => t('offsetTitle', { offset }),
      lines: (offset) => {
        const known = strong.flatMap((name, group) => {
          const row = at(name, offset);
          return row ? [{ label: name, value: text(row), group }] : [];
        });
        // A cohort of one has the highest or lowest share by nature.
        const cohorts = thin
          .flatMap((name) => at(name, offset) ?? [])
          .filter((r) => counted || r.celebs >= SMALL_COHORT)
          .sort((a, b) => (counted ? b.active - a.active : b.share - a.share));
        const [highest, lowest] = [cohorts[0], cohorts.at(-1)];
        return [
          ...known,
          ...(highest
            ? [{ label: t('highest', { cohort: f.day(highest.group) }), value: text(highest) }]
            : []),
          ...(lowest && lowest !== highest
            ? [{ label: t('lowest', { cohort: f.day(lowest.group) }), value: text(lowest) }]
            : []),
        ];
      },
    });
  }, [rows, weeks, largestShare, groups, only, counted, t, f]);
  const columns = useMemo((): Column<CurveRow>[] => {
    const bound = (side: 'low' | 'high'): Column<CurveRow> => ({
      key: side,
      label: t(side),
      value: (r) => wilsonInterval(r.active, r.celebs)[side],
      cell: (r) => f.percent(wilsonInterval(r.active, r.celebs)[side]),
      numeric: true,
    });
    return [
      { key: 'group', label: t(only ? 'joinWeek' : 'group'), value: (r) => r.group },
      { key: 'offset', label: t('weeksSince'), value: (r) => r.offset, numeric: true },
      { key: 'celebs', label: t('celebs'), value: (r) => r.celebs, numeric: true },
      { key: 'active', label: t('active'), value: (r) => r.active, numeric: true },
      numberColumn('share', t('share'), (r) => r.share, f.percent),
      bound('low'),
      bound('high'),
    ];
  }, [only, t, f]);
  return (
    <Chart
      title={t('curve')}
      subtitle={small ? `${subtitle} ${t('curveSmall', { count: SMALL_COHORT })}` : subtitle}
      alt={t('curveAlt', { meaning, weeks })}
      height={HEIGHT}
      option={option}
      rows={rows}
      columns={columns}
      rowKey={curveKey}
      fileName={fileName}
    />
  );
}
