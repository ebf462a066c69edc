'use client';
import { Card, SimpleGrid, Text } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useFormats } from '@/components/ui/use-formats';
import type { SeriesSummary } from '@/lib/domain/series/summary';
import classes from './series-facts.module.css';

interface Props {
  readonly facts: SeriesSummary;
  readonly bestDay: string | undefined;
  readonly celebs: number;
  /** Daily counts of distinct people: their sum counts who came on two days twice, and says so. */
  readonly distinct: boolean;
}

/** The figures that a reader looks for first. */
export function SeriesFacts({ facts, bestDay, celebs, distinct }: Props) {
  const t = useTranslations('series');
  const f = useFormats();
  return (
    <Card padding={0}>
      <SimpleGrid cols={{ base: 2, md: 4 }} spacing={0}>
        <Fact
          label={t(distinct ? 'totalDistinct' : 'total')}
          value={f.integer(facts.total)}
          note={t('celebsBehind', { count: celebs })}
        />
        <Fact
          label={t('mean')}
          value={f.decimal(facts.mean)}
          note={t('days', { count: facts.knownDays })}
        />
        <Fact
          label={t('best')}
          value={bestDay ? f.integer(facts.best) : '–'}
          note={bestDay ? f.longDay(bestDay) : t('noBest')}
        />
        <Fact
          label={t('change')}
          value={facts.weekChange === null ? '–' : f.signedPercent(facts.weekChange)}
          note={t(facts.weekChange === null ? 'noChange' : 'changeNote')}
        />
      </SimpleGrid>
    </Card>
  );
}

export function Fact({ label, value, note }: { label: string; value: string; note: string }) {
  return (
    <dl className={classes.fact}>
      <Text size="xs" c="dimmed" component="dt">
        {label}
      </Text>
      <Text fw={650} fz={26} lh={1.25} className="tabular" component="dd" m={0}>
        {value}
      </Text>
      <Text size="xs" c="dimmed" component="dd" m={0}>
        {note}
      </Text>
    </dl>
  );
}
