'use client';
import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { Chart } from '@/components/charts/chart';
import { shareBars } from '@/components/charts/share-bars';
import type { Column } from '@/components/ui/data-table';
import { numberColumn } from '@/components/ui/table-column';
import { useFormats } from '@/components/ui/use-formats';
import {
  SEGMENTATION_VARIABLES,
  type Segmentation,
  type SegmentationGroup,
} from '@/lib/contracts/segmentation';
import type { SegmentationWords } from './use-segmentation-words';

interface Props {
  readonly segmentation: Segmentation;
  readonly words: SegmentationWords;
  readonly asOf: string;
}

const rowKey = ({ key }: SegmentationGroup) => key;
const [GROUP_HEIGHT, LEAST_HEIGHT] = [58, 180];

/** How many celebs each group has, and how many of those who are expected to leave; its table holds all numbers. */
export function SizesCard({ segmentation, words, asOf }: Props) {
  const t = useTranslations('segmentation');
  const f = useFormats();
  const { groups, celebs, by } = segmentation;
  const leaving = groups.reduce((sum, { expectedChurners }) => sum + expectedChurners, 0);
  const option = useMemo(
    () =>
      shareBars({
        names: groups.map(({ key }) => words.group(key)),
        series: [
          { name: t('size'), shares: groups.map((group) => group.celebs / celebs) },
          {
            name: t('churners'),
            shares: groups.map(({ expectedChurners }) =>
              leaving > 0 ? expectedChurners / leaving : 0,
            ),
          },
        ],
        formatShare: f.percent,
      }),
    [groups, celebs, leaving, words, t, f],
  );
  const columns = useMemo(
    (): Column<SegmentationGroup>[] => [
      { key: 'group', label: t('group'), value: ({ key }) => words.group(key) },
      numberColumn('celebs', t('size'), (row) => row.celebs, f.integer),
      numberColumn('churners', t('churners'), (row) => row.expectedChurners, f.decimal),
      numberColumn('churn', t('churn'), (row) => row.meanChurn, f.score),
      numberColumn('sticker', t('sticker'), (row) => row.meanSticker, f.score),
      numberColumn('score', t('score'), (row) => row.meanScore, f.score),
      ...SEGMENTATION_VARIABLES.map((name) =>
        numberColumn<SegmentationGroup>(
          name,
          words.variable(name),
          ({ profile }) => profile.find(({ variable }) => variable === name)?.mean ?? null,
          words.mean,
        ),
      ),
      ...(by === 'rfm'
        ? []
        : [
            numberColumn<SegmentationGroup>(
              'stability',
              t('jaccard'),
              ({ stability }) => stability?.jaccard ?? null,
              f.hundredths,
            ),
          ]),
    ],
    [by, words, t, f],
  );
  return (
    <Chart
      title={t('sizesTitle')}
      subtitle={t('sizesHint')}
      alt={t('sizesAlt', {
        groups: groups
          .map((group) => `${words.group(group.key)} ${f.percent(group.celebs / celebs)}`)
          .join(', '),
      })}
      height={Math.max(LEAST_HEIGHT, GROUP_HEIGHT * groups.length)}
      option={option}
      rows={groups}
      columns={columns}
      rowKey={rowKey}
      fileName={`segmentation-${by}-${asOf}`}
    />
  );
}
