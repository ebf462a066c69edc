import type { WeekDetail } from '@/lib/contracts/weeks';
import { ACTION_KINDS } from '@/lib/contracts/work';
import { featureName } from '@/lib/domain/explain/feature-name';
import type { Formats } from '@/lib/domain/format/format';
import { weekHealth } from '@/lib/domain/weekly/week-health';
import { seriesText, type Translator } from './series-text';

/** One bar: what raises the risk, and of what share of the priority group. */
export interface DriverText {
  readonly name: string;
  readonly share: number;
  readonly shareWords: string;
}

export function driverTexts(t: Translator, f: Formats, { content }: WeekDetail): DriverText[] {
  return content.drivers.map(({ feature, share }) => {
    const { series, summary } = featureName(feature);
    return {
      name: t('oneCeleb.featureOf', {
        series: seriesText(t, series),
        summary: t(`oneCeleb.summaries.${summary}`),
      }),
      share,
      shareWords: f.percent(Math.round(share * 100) / 100),
    };
  });
}

/** What was done about the scores of the week. */
export function workText(t: Translator, { content }: WeekDetail): string {
  const { actions, contacted, rounds } = content.work;
  const kinds = ACTION_KINDS.filter((kind) => actions[kind] > 0).map((kind) =>
    t(`week.work.kinds.${kind}`, { count: actions[kind] }),
  );
  return [
    contacted === 0
      ? t('week.work.nothing')
      : t('week.work.summary', { contacted, kinds: kinds.join(', ') }),
    ...(rounds > 0 ? [t('week.work.rounds', { rounds })] : []),
  ].join(' ');
}

/** Whether the models hold, then the numbers that say so: each model's test beside the last weeks, and the drift. */
export function healthTexts(t: Translator, f: Formats, week: WeekDetail): string[] {
  const grade = week.graded.at(-1)?.grade;
  const { models, drift } = week.content;
  const score = (value: number | null) => (value === null ? '–' : f.score(value));
  const interval = (one: {
    readonly value: number | null;
    readonly low: number | null;
    readonly high: number | null;
  }) => ({ value: score(one.value), low: score(one.low), high: score(one.high) });
  const { verdict, shiftedSeries } = weekHealth({ grade, drift });
  return [
    t(`week.health.${verdict}`),
    ...models.map(({ target, microAveragePrecision }) => {
      const recent = grade?.targets.find((one) => one.target === target);
      return [
        t(`week.health.targets.${target}`),
        t('week.health.test', interval(microAveragePrecision)),
        recent && recent.recentWeeks > 0
          ? t('week.health.recent', { weeks: recent.recentWeeks, ...interval(recent.recent) })
          : t('week.health.noRecent'),
      ].join(' ');
    }),
    drift === null
      ? t('week.health.noDrift')
      : t('week.health.drift', {
          scores: drift.scores
            .map(
              ({ target, index }) => `${t(`week.health.targets.${target}`)} ${f.hundredths(index)}`,
            )
            .join(', '),
          shifted: shiftedSeries,
          features: drift.features.length,
        }),
  ];
}
