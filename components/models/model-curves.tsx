'use client';
import { Card, SimpleGrid, Text, Title } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import type { CurveLine } from '@/components/charts/curve-lines';
import { useFormats } from '@/components/ui/use-formats';
import type { RunDetail } from '@/lib/contracts/models';
import { precisionRecallLine, rocLine, type Totals } from '@/lib/domain/models/operating';
import { CurveChart } from './curve-chart';
import { useRunWords } from './use-run-words';

const UNIT = [0, 1] as const;
const DASHES = ['solid', 'dashed', 'dotted'] as const;

/** Runs of one kind and scaler get their number behind the name, so that a legend tells them apart. */
function useNames(runs: readonly RunDetail[]): readonly string[] {
  const words = useRunWords();
  return useMemo(() => {
    const names = runs.map((run) => words.name(run));
    return names.map((name, i) =>
      names.filter((other) => other === name).length > 1 ? `${name} (${i + 1})` : name,
    );
  }, [runs, words]);
}

export const testTotals = ({ splitSummary: { test } }: RunDetail): Totals => ({
  windows: test.windows,
  positives: test.positives,
});

/** Training curves, precision against recall, and ROC of one run or several, each run in one colour. */
export function ModelCurves({ runs }: { runs: readonly RunDetail[] }) {
  const t = useTranslations('models.curves');
  const f = useFormats();
  const names = useNames(runs);
  const single = runs.length === 1;
  const step = stepName(runs);
  const training = useMemo(() => {
    const known = (values: readonly (number | null)[]) =>
      values.filter((y) => y !== null).length > 1;
    return runs.flatMap((run, i): CurveLine[] => {
      const name = names[i] ?? '';
      const last = run.log.at(-1)?.step ?? 1;
      // Trees and epochs have no common count, so beside each other both go from start to end.
      const x = (entry: { step: number }) => (step === 'step' ? entry.step / last : entry.step);
      const validation = run.log.map((entry) => entry.validationLoss);
      const own = run.log.map((entry) => entry.loss);
      const line = (values: readonly (number | null)[]) =>
        run.log.map((entry, at) => [x(entry), values[at] ?? null] as const);
      return [
        ...(known(validation)
          ? [
              {
                name: single ? t('validation') : t('validationOf', { name }),
                points: line(validation),
                colour: i,
                width: 2.4,
              },
            ]
          : []),
        ...(known(own)
          ? [
              {
                name: single ? t('trainingPart') : t('trainingOf', { name }),
                points: line(own),
                colour: i,
                dash: 'dotted' as const,
                width: 1.6,
                unlisted: !single && known(validation),
              },
            ]
          : []),
      ];
    });
  }, [runs, names, single, step, t]);
  const styled = (i: number) => ({ name: names[i] ?? '', colour: i, dash: DASHES[i % 3] });
  // biome-ignore lint/correctness/useExhaustiveDependencies: `styled` only reads names
  const recall = useMemo(
    () =>
      runs.flatMap((run, i): CurveLine[] => {
        const points = precisionRecallLine(run.report.operatingPoints, testTotals(run));
        return points.length === 0 ? [] : [{ ...styled(i), points }];
      }),
    [runs, names],
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: `styled` only reads names
  const roc = useMemo(() => {
    const lines = runs.flatMap((run, i): CurveLine[] => {
      const points = rocLine(run.report.operatingPoints, testTotals(run));
      return points.length === 0 ? [] : [{ ...styled(i), points }];
    });
    if (lines.length === 0) return [];
    return [
      ...lines,
      {
        name: t('chance'),
        points: [
          [0, 0],
          [1, 1],
        ] as const,
        dash: 'dashed' as const,
        width: 1,
        guide: true,
      },
    ];
  }, [runs, names, t]);
  const about = names.join(', ');
  return (
    <SimpleGrid cols={{ base: 1, lg: single ? 3 : 2 }} spacing="md">
      {training.length > 0 ? (
        // Of several runs it has most lines, so it gets the whole width.
        <div style={single ? undefined : { gridColumn: '1 / -1' }}>
          <CurveChart
            title={t('training')}
            subtitle={t(single ? 'trainingHint' : 'trainingHintMany')}
            alt={t('trainingAlt', { about })}
            lines={training}
            xName={t(step)}
            yName={t('loss')}
            formatX={step === 'step' ? f.percent : f.integer}
            formatY={f.score}
            wholeX={step !== 'step'}
            fileName="training"
          />
        </div>
      ) : (
        <Nothing title={t('training')} text={t('noTraining')} />
      )}
      {recall.length > 0 ? (
        <CurveChart
          title={t('recallCurve')}
          subtitle={t('recallHint')}
          alt={t('recallAlt', { about })}
          lines={recall}
          xName={t('recall')}
          yName={t('precision')}
          xRange={UNIT}
          yRange={UNIT}
          formatX={f.percent}
          formatY={f.percent}
          fileName="precision-recall"
        />
      ) : (
        <Nothing title={t('recallCurve')} text={t('oneClass')} />
      )}
      {roc.length > 0 ? (
        <CurveChart
          title={t('roc')}
          subtitle={t('rocHint')}
          alt={t('rocAlt', { about })}
          lines={roc}
          xName={t('falsePositiveRate')}
          yName={t('truePositiveRate')}
          xRange={UNIT}
          yRange={UNIT}
          formatX={f.percent}
          formatY={f.percent}
          fileName="roc"
        />
      ) : (
        <Nothing title={t('roc')} text={t('oneClass')} />
      )}
    </SimpleGrid>
  );
}

/** What one line of the training log stands for; models that log different things share the progress from start to end. */
function stepName(runs: readonly RunDetail[]): 'tree' | 'iteration' | 'epoch' | 'step' {
  const names = runs
    .filter((run) => run.log.length > 1)
    .map(({ kind }) => (kind === 'gbdt' ? 'tree' : kind === 'logistic' ? 'iteration' : 'epoch'));
  const [first = 'step'] = names;
  return names.every((name) => name === first) ? first : 'step';
}

/** Where a curve cannot be: why. */
function Nothing({ title, text }: { title: string; text: string }) {
  return (
    <Card component="section" aria-label={title}>
      <Title order={2}>{title}</Title>
      <Text size="sm" c="dimmed" mt="xs">
        {text}
      </Text>
    </Card>
  );
}
