'use client';
import { Card, SimpleGrid, Text } from '@mantine/core';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { useFormats, useTime } from '@/components/ui/use-formats';
import type { RunDetail } from '@/lib/contracts/models';
import { Term } from './term';
import { shareOfCeiling, useRunWords } from './use-run-words';

/** The figures that a reader looks for first. */
export function RunFacts({ run }: { run: RunDetail }) {
  const t = useTranslations('models');
  const f = useFormats();
  const timeOf = useTime();
  const words = useRunWords();
  const { microAveragePrecision: ap, accuracy } = run.test;
  const share = shareOfCeiling(run, 'microAveragePrecision');
  const between = ({ low, high }: typeof ap) =>
    low === null || high === null
      ? t('undefinedMetric')
      : t('between', { low: f.score(low), high: f.score(high) });
  return (
    <Card padding={0}>
      <SimpleGrid cols={{ base: 2, md: 4 }} spacing={0}>
        <Fact
          label={
            <Term help={t('metric.microAveragePrecision.help')}>
              {words.metric('microAveragePrecision')}
            </Term>
          }
          value={words.score(ap.value)}
          note={between(ap)}
        />
        <Fact
          label={<Term help={t('metric.accuracy.help')}>{words.metric('accuracy')}</Term>}
          value={words.score(accuracy.value)}
          note={between(accuracy)}
        />
        <Fact
          label={<Term help={t('ceilingHint')}>{t('shareOfCeiling')}</Term>}
          value={share === null ? '–' : f.percent(share)}
          note={
            share === null
              ? t('noCeilingShort')
              : t('ceilingIs', { value: words.score(run.ceiling?.microAveragePrecision) })
          }
        />
        <Fact
          label={t('trainedIn')}
          value={f.seconds(run.durationMs / 1000)}
          note={timeOf(run.createdAt)}
        />
      </SimpleGrid>
    </Card>
  );
}

function Fact({ label, value, note }: { label: ReactNode; value: string; note: string }) {
  return (
    <dl style={{ margin: 0, padding: '14px 18px' }}>
      <Text size="xs" c="dimmed" component="dt">
        {label}
      </Text>
      <Text fw={650} fz={26} lh={1.25} className="tabular" component="dd" m={0}>
        {value}
      </Text>
      <Text size="xs" c="dimmed" component="dd" m={0} className="tabular">
        {note}
      </Text>
    </dl>
  );
}
