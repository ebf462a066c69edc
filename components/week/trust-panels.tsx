'use client';
import { Anchor, Table, Text } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { Sparkline } from '@/components/ui/sparkline';
import { StatusBadge } from '@/components/ui/status-badge';
import { useFormats } from '@/components/ui/use-formats';
import { LINE_WEEKS, type WeekDetail, type WeekGrade } from '@/lib/contracts/weeks';
import { gradeSummary } from '@/lib/domain/weekly/grade-summary';
import { weekHealth } from '@/lib/domain/weekly/week-health';
import type { BriefLinks } from './links';
import { Panel } from './panel';
import classes from './week.module.css';

interface Props {
  readonly week: WeekDetail;
  readonly links: BriefLinks | null;
}

/** How the newest graded prediction did, beside plain rules that list as many. */
export function GradePanel({ week }: Pick<Props, 'week'>) {
  const t = useTranslations('week.grade');
  const f = useFormats();
  const newest = week.graded.at(-1);
  if (!newest)
    return (
      <Panel title={t('title')}>
        <Text size="sm" c="dimmed">
          {t('none', { day: f.day(week.content.outcomeTo) })}
        </Text>
      </Panel>
    );
  const { list, paid, baselines, missing, isInSample } = newest.grade;
  const rows = [
    { name: t('ours'), grade: list, paid },
    ...baselines.map(({ rule, ...graded }) => ({ name: t(`rules.${rule}`), ...graded })),
  ];
  const { key: summary, ...values } = gradeSummary(newest.grade, f);
  const cell = (grade: WeekGrade['paid']) => {
    const { precision = null, lift = null } = grade ?? {};
    if (precision === null) return '–';
    const share = f.percent(precision);
    // Where nobody left that way there is no average to compare with.
    return lift === null ? share : t('cell', { share, lift: f.hundredths(lift) });
  };
  const precisions = week.graded.slice(-LINE_WEEKS).map(({ grade }) => grade.list.precision);
  return (
    <Panel title={t('title')} hint={t('hint', { day: f.day(newest.asOf) })}>
      <Text size="sm">{t(summary, values)}</Text>
      <Table
        fz="xs"
        className={classes.number}
        verticalSpacing={2}
        horizontalSpacing={4}
        withRowBorders={false}
      >
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('list')}</Table.Th>
            <Table.Th ta="right">{t('left')}</Table.Th>
            {paid ? <Table.Th ta="right">{t('paid')}</Table.Th> : null}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row) => (
            <Table.Tr key={row.name}>
              <Table.Td>{row.name}</Table.Td>
              <Table.Td ta="right">{cell(row.grade)}</Table.Td>
              {paid ? <Table.Td ta="right">{cell(row.paid)}</Table.Td> : null}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {isInSample ? <Text size="xs">{t('inSample')}</Text> : null}
      <div className={classes.tileRow}>
        <Text size="xs" c="dimmed">
          {t('overWeeks')}
          {missing > 0 ? ` ${t('missing', { missing })}` : null}
        </Text>
        <span className={classes.line}>
          <Sparkline
            values={precisions}
            width={110}
            label={t('line', {
              values: precisions.map((p) => (p === null ? '–' : f.percent(p))).join(', '),
            })}
          />
        </span>
      </div>
    </Panel>
  );
}

/** Whether the models still do what their test promised, and whether celebs are still as they were. */
export function HealthPanel({ week, links }: Props) {
  const t = useTranslations('week.health');
  const f = useFormats();
  const grade = week.graded.at(-1)?.grade;
  const { models, drift } = week.content;
  const { verdict, shiftedSeries: shifted } = weekHealth({ grade, drift });
  return (
    <Panel title={t('title')}>
      <div>
        <StatusBadge
          look={
            verdict === 'fine'
              ? { color: 'teal', icon: IconCircleCheck }
              : { color: 'orange', icon: IconAlertTriangle }
          }
          text={t(verdict)}
        />
      </div>
      {models.map(({ target, microAveragePrecision: test }) => {
        const recent = grade && recentOf(grade, target);
        return (
          <Text key={target} size="xs" data-target={target}>
            <b>{t(`targets.${target}`)}</b>{' '}
            {t('test', {
              value: score(test.value),
              low: score(test.low),
              high: score(test.high),
            })}{' '}
            {recent && recent.recentWeeks > 0
              ? t('recent', {
                  weeks: recent.recentWeeks,
                  value: score(recent.recent.value),
                  low: score(recent.recent.low),
                  high: score(recent.recent.high),
                })
              : t('noRecent')}
          </Text>
        );
      })}
      <Text size="xs">
        {drift === null
          ? t('noDrift')
          : t('drift', {
              scores: drift.scores
                .map(({ target, index }) => `${t(`targets.${target}`)} ${f.hundredths(index)}`)
                .join(', '),
              shifted,
              features: drift.features.length,
            })}
      </Text>
      {links ? (
        <Text size="xs">
          <Anchor component={Link} href={links.models} inherit>
            {t('open')}
          </Anchor>
        </Text>
      ) : null}
    </Panel>
  );

  function score(value: number | null): string {
    return value === null ? '–' : f.score(value);
  }
}

const recentOf = (grade: WeekGrade, target: string) =>
  grade.targets.find((one) => one.target === target);
