'use client';
import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { Chart } from '@/components/charts/chart';
import { shareBars } from '@/components/charts/share-bars';
import type { Column } from '@/components/ui/data-table';
import { numberColumn } from '@/components/ui/table-column';
import { useFormats } from '@/components/ui/use-formats';
import type { ExplanationPart } from '@/lib/contracts/explain';
import { SERIES_GROUPS, type SeriesGroup } from '@/lib/domain/explain/series-group';
import { NamedFidelity } from './named-fidelity';
import type { DriverWords } from './use-driver-words';

interface Row {
  readonly group: SeriesGroup;
  /** Mean over windows of |sum of the group's SHAP values|, and its share; one of each part. */
  readonly sides: readonly { readonly shap: number; readonly share: number }[];
}
const rowKey = (row: Row) => row.group;
const HEIGHT = 220;

/** Own activity, fan activity and stickers: whose doing drives each target. */
export function GroupsCard({
  parts,
  words,
}: {
  readonly parts: readonly ExplanationPart[];
  readonly words: DriverWords;
}) {
  const t = useTranslations('drivers.groupShares');
  const f = useFormats();
  const rows = useMemo(
    () =>
      SERIES_GROUPS.map((group): Row => {
        const sides = parts.map((part) => {
          const total = part.groups.reduce((sum, { shap }) => sum + shap, 0);
          const shap = part.groups.find((one) => one.group === group)?.shap ?? 0;
          return { shap, share: total > 0 ? shap / total : 0 };
        });
        return { group, sides };
      }),
    [parts],
  );
  const option = useMemo(
    () =>
      shareBars({
        names: rows.map(({ group }) => words.group(group)),
        series: parts.map(({ target }, i) => ({
          name: t(`targets.${target}`),
          shares: rows.map(({ sides }) => sides[i]?.share ?? 0),
        })),
        formatShare: f.percent,
      }),
    [rows, parts, words, t, f],
  );
  const columns = useMemo(
    (): Column<Row>[] => [
      { key: 'group', label: t('group'), value: (r) => words.group(r.group) },
      ...parts.flatMap((part, i): Column<Row>[] => {
        const target = t(`targets.${part.target}`);
        return [
          numberColumn(
            `shap${i}`,
            t('shapIn', { target }),
            (r) => r.sides[i]?.shap ?? null,
            words.size,
          ),
          numberColumn(
            `share${i}`,
            t('shareIn', { target }),
            (r) => r.sides[i]?.share ?? null,
            f.percent,
          ),
        ];
      }),
    ],
    [parts, words, t, f],
  );
  return (
    <Chart
      title={t('title')}
      subtitle={t('subtitle')}
      above={<NamedFidelity parts={parts} />}
      alt={t('alt', {
        shares: parts
          .flatMap(({ target }, i) =>
            rows.map(
              ({ group, sides }) =>
                `${t(`targets.${target}`)} ${words.group(group)} ${f.percent(sides[i]?.share ?? 0)}`,
            ),
          )
          .join(', '),
      })}
      height={HEIGHT}
      option={option}
      rows={rows}
      columns={columns}
      rowKey={rowKey}
      fileName="driver-groups"
    />
  );
}
