import {
  MORE_IS_GOOD,
  MOVEMENTS,
  type NamedCeleb,
  WEEK_FIGURES,
  type WeekDetail,
  type WeekFigure,
} from '@/lib/contracts/weeks';
import { featureName } from '@/lib/domain/explain/feature-name';
import { createFormats, createTimeFormat, type Formats } from '@/lib/domain/format/format';
import type { Locale } from '@/lib/domain/format/locales';
import { shortReason } from '@/lib/domain/reasons/short-reason';
import {
  type BriefSentence,
  briefSentences,
  lastChange,
} from '@/lib/domain/weekly/brief-sentences';
import { gradeSummary } from '@/lib/domain/weekly/grade-summary';
import { type DriverText, driverTexts, healthTexts, workText } from './brief-details';
import { seriesText, type Translator, translatorOf } from './series-text';

export interface FigureText {
  readonly name: WeekFigure;
  readonly label: string;
  readonly value: string;
  /** Against the week before. */
  readonly change: string;
  /** `bad` news, `good` news, or neither. */
  readonly news: 'good' | 'bad' | 'none';
  readonly line: readonly (number | null)[];
  /** The line in words. */
  readonly lineWords: string;
}

interface PersonText {
  readonly name: string;
  readonly churn: string;
  readonly reason: string;
}

/** A week in the words of one language, for every way in which it is delivered. Nothing of it is escaped. */
export interface BriefText {
  readonly locale: Locale;
  readonly subject: string;
  readonly isTest: boolean;
  readonly testNote: string;
  readonly title: string;
  readonly dataset: string;
  readonly paragraph: string;
  readonly figures: readonly FigureText[];
  readonly movements: {
    readonly title: string;
    /** Only of the first week: nothing to compare with. */
    readonly none: string | null;
    readonly groups: readonly {
      readonly label: string;
      readonly count: string;
      readonly people: readonly PersonText[];
    }[];
  };
  readonly drivers: {
    readonly title: string;
    readonly hint: string;
    /** Only where nobody was told why. */
    readonly none: string | null;
    readonly bars: readonly DriverText[];
  };
  readonly work: { readonly title: string; readonly text: string };
  readonly grade: { readonly title: string; readonly text: string };
  /** The verdict first, then what it rests on. */
  readonly health: { readonly title: string; readonly texts: readonly string[] };
  readonly footer: string;
  readonly attached: string;
  /** Name of the attached file. */
  readonly attachment: string;
  /** What a person's share is. */
  readonly churn: string;
}

/** @param timeZone of the dataset, in which the time of the freeze is told */
export function briefText(
  week: WeekDetail,
  locale: Locale,
  { timeZone, isTest }: { readonly timeZone: string; readonly isTest: boolean },
): BriefText {
  const t = translatorOf(locale);
  const f = createFormats(locale);
  const { content } = week;
  const days = f.dayRange(content.from, content.to);
  const { movements } = content;
  const subject = t('delivery.mail.subject', { dataset: week.datasetName, days });
  return {
    locale,
    subject: isTest ? t('delivery.mail.testSubject', { subject }) : subject,
    isTest,
    testNote: t('delivery.mail.testNote'),
    title: t('week.earlierTitleOf', { days }),
    dataset: t('week.subtitle', { dataset: week.datasetName, celebs: content.celebs }),
    paragraph: briefSentences(content, week.graded.at(-1)?.grade ?? null)
      .map((sentence) => sentenceText(t, f, sentence))
      .join(' '),
    figures: WEEK_FIGURES.map((name) => figureText(t, f, name, content.figures[name].weeks)),
    movements: {
      title: t('week.movements.title'),
      none: movements === null ? t('week.movements.first') : null,
      groups: MOVEMENTS.flatMap((name) => {
        const movement = movements?.[name];
        if (!movement) return [];
        return {
          label: t(`week.movements.${name}`),
          count: f.integer(movement.count),
          people: movement.celebs.map((celeb) => personText(t, f, celeb)),
        };
      }),
    },
    drivers: {
      title: t('week.drivers.title'),
      hint: t('week.drivers.hint'),
      none: content.drivers.length === 0 ? t('week.drivers.none') : null,
      bars: driverTexts(t, f, week),
    },
    work: { title: t('week.work.title'), text: workText(t, week) },
    grade: { title: t('week.grade.title'), text: gradeText(t, f, week) },
    health: { title: t('week.health.title'), texts: healthTexts(t, f, week) },
    footer: t('week.frozen', {
      time: createTimeFormat(locale, timeZone)(week.createdAt),
      policy: content.policy.name ?? t('week.defaultPolicy'),
      threshold: content.policy.threshold === null ? '–' : f.score(content.policy.threshold),
      fingerprint: week.fingerprint.slice(0, 12),
    }),
    attached: t('delivery.mail.attached'),
    attachment: t('delivery.mail.attachment', { day: content.to }),
    churn: t('week.movements.churn'),
  };
}

function sentenceText(t: Translator, f: Formats, { key, ...values }: BriefSentence): string {
  const words = Object.entries(values).map(([name, value]) => {
    if (name === 'feature') return [name, seriesText(t, featureName(String(value)).series)];
    if (name === 'until') return [name, f.day(String(value))];
    if (name === 'change' || name === 'share') return [name, f.percent(Number(value))];
    if (name === 'lift') return [name, f.decimal(Number(value))];
    return [name, value];
  });
  return t(`week.text.${key}`, Object.fromEntries(words));
}

function figureText(
  t: Translator,
  f: Formats,
  name: WeekFigure,
  line: readonly (number | null)[],
): FigureText {
  const shown = (value: number | null) =>
    value === null ? '–' : value >= 100_000 ? f.compact(value) : f.integer(value);
  const now = line.at(-1) ?? null;
  const before = line.at(-2) ?? null;
  const label = t(`week.figures.${name}.label`);
  const lineWords = t('week.line', { figure: label, values: line.map(shown).join(', ') });
  const base = { name, label, value: shown(now), line, lineWords };
  if (now === null || before === null) return { ...base, change: t('week.noBefore'), news: 'none' };
  const difference = Math.round(now) - Math.round(before);
  const share = lastChange([before, now]);
  return {
    ...base,
    change: t('week.change', {
      difference: Math.abs(difference) >= 100_000 ? f.compact(difference) : f.signed(difference),
      share: share === null ? '' : f.signedPercent(share),
      hasShare: share === null ? 'no' : 'yes',
    }),
    news: difference === 0 ? 'none' : difference > 0 === MORE_IS_GOOD[name] ? 'good' : 'bad',
  };
}

function personText(t: Translator, f: Formats, celeb: NamedCeleb): PersonText {
  return {
    name: celeb.name ?? celeb.celebId,
    churn: f.percent(Math.round(celeb.churn * 100) / 100),
    reason: celeb.reason === null ? '' : reasonText(t, f, celeb.reason),
  };
}

function reasonText(t: Translator, f: Formats, reason: NonNullable<NamedCeleb['reason']>): string {
  const { key, ...told } = shortReason(reason);
  return t(`reasons.short.${key}`, {
    series: seriesText(t, told.series),
    ...('value' in told ? { value: f.decimal(told.value) } : {}),
    ...('share' in told ? { share: f.percent(told.share) } : {}),
  });
}

function gradeText(t: Translator, f: Formats, week: WeekDetail): string {
  const newest = week.graded.at(-1);
  if (!newest) return t('week.grade.none', { day: f.day(week.content.outcomeTo) });
  const { key, ...values } = gradeSummary(newest.grade, f);
  const summary = t(`week.grade.${key}`, values);
  return newest.grade.isInSample ? `${summary} ${t('week.grade.inSample')}` : summary;
}
