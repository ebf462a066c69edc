'use client';
import { Card, Group, Stack, Text, Title } from '@mantine/core';
import { IconCircleCheck, IconEqual, IconInfoCircle, IconX } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { useFormats } from '@/components/ui/use-formats';
import { BASELINES, type RunSummary } from '@/lib/contracts/models';
import { SEQUENCE_MODELS } from '@/lib/contracts/training';
import { type Comparison, GOOD_SHARE, judgeSequenceModel } from '@/lib/domain/models/verdict';
import { Term } from './term';
import { useRunWords } from './use-run-words';

/** Whether the best sequence model is worth having, in words made from the numbers. */
export function VerdictCard({ runs }: { runs: readonly RunSummary[] }) {
  const t = useTranslations('models.verdict');
  const m = useTranslations('models');
  const f = useFormats();
  const words = useRunWords();
  const verdict = judgeSequenceModel(runs, SEQUENCE_MODELS, BASELINES);
  if (!verdict) {
    return (
      <Frame>
        <Text size="sm">
          {t(runs.some((run) => run.splitKind === 'time') ? 'noSequence' : 'noTimeSplit')}
        </Text>
      </Frame>
    );
  }
  const { best, value, ceiling, share, reaches, against, missing } = verdict;
  const { low, high } = best.test.microAveragePrecision;
  const beaten = against.filter((c) => c.difference > 0 && !c.overlaps).length;
  return (
    <Frame>
      <Text size="md" data-verdict="summary">
        {t.rich('best', {
          model: words.name(best),
          value: f.score(value),
          low: words.score(low),
          high: words.score(high),
          b: (text) => <b>{text}</b>,
          term: (text) => <Term help={m('metric.microAveragePrecision.help')}>{text}</Term>,
        })}
      </Text>
      <Stack component="ul" gap={6} m={0} p={0} style={{ listStyle: 'none' }}>
        {share === null || ceiling === null ? (
          <Line icon={<IconInfoCircle size={17} aria-hidden />} verdict="ceiling">
            {t('noCeiling')}
          </Line>
        ) : (
          <Line icon={reaches ? <Yes /> : <No />} verdict="ceiling">
            {t.rich(reaches ? 'reaches' : 'misses', {
              // A share that falls short must not be rounded up to the goal.
              share: f.percent(Math.floor(share * 1000) / 1000),
              ceiling: f.score(ceiling),
              goal: f.percent(GOOD_SHARE),
              b: (text) => <b>{text}</b>,
              term: (text) => <Term help={m('ceilingHint')}>{text}</Term>,
            })}
          </Line>
        )}
        {against.map((comparison) => (
          <Against key={comparison.run.id} comparison={comparison} />
        ))}
        {missing.length > 0 ? (
          <Line icon={<IconInfoCircle size={17} aria-hidden />} verdict="missing">
            {t('missing', {
              baselines: missing
                .map((kind) => BASELINES.find((b) => b === kind))
                .flatMap((kind) => (kind ? [words.kind(kind)] : []))
                .join(', '),
            })}
          </Line>
        ) : null}
      </Stack>
      <Text size="xs" c="dimmed">
        {t(beaten === against.length ? 'chosenBy' : 'chosenByOverlap')}
      </Text>
    </Frame>
  );
}

function Against({ comparison }: { comparison: Comparison<RunSummary> }) {
  const t = useTranslations('models.verdict');
  const f = useFormats();
  const words = useRunWords();
  const { run, difference, overlaps } = comparison;
  const key =
    difference > 0 ? (overlaps ? 'aheadOverlap' : 'beats') : overlaps ? 'behindOverlap' : 'loses';
  const icon =
    key === 'beats' ? <Yes /> : key === 'loses' ? <No /> : <IconEqual size={17} aria-hidden />;
  return (
    <Line icon={icon} verdict={run.kind}>
      {t.rich(key, {
        model: words.kind(run.kind),
        value: words.score(run.test.microAveragePrecision.value),
        difference: f.signedScore(difference),
        b: (text) => <b>{text}</b>,
      })}
    </Line>
  );
}

const Yes = () => <IconCircleCheck size={17} color="var(--mantine-color-teal-text)" aria-hidden />;
const No = () => <IconX size={17} color="var(--mantine-color-red-text)" aria-hidden />;

function Line({
  icon,
  verdict,
  children,
}: {
  icon: ReactNode;
  verdict: string;
  children: ReactNode;
}) {
  return (
    <Group component="li" gap={8} wrap="nowrap" align="flex-start" data-verdict={verdict}>
      <span style={{ flex: 'none', lineHeight: 0, marginTop: 2 }}>{icon}</span>
      <Text size="sm">{children}</Text>
    </Group>
  );
}

function Frame({ children }: { children: ReactNode }) {
  const t = useTranslations('models.verdict');
  return (
    <Card component="section" aria-label={t('title')} h="100%">
      <Stack gap="sm">
        <Title order={2}>{t('title')}</Title>
        {children}
      </Stack>
    </Card>
  );
}
