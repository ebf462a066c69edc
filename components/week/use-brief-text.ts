'use client';
import { useTranslations } from 'next-intl';
import { useFeatureNames } from '@/components/explain/use-feature-names';
import { useFormats } from '@/components/ui/use-formats';
import type { WeekDetail } from '@/lib/contracts/weeks';
import { featureName } from '@/lib/domain/explain/feature-name';
import { type BriefSentence, briefSentences } from '@/lib/domain/weekly/brief-sentences';

/** The week as one paragraph in the reader's language. */
export function useBriefText(week: WeekDetail): string {
  const t = useTranslations('week.text');
  const f = useFormats();
  const names = useFeatureNames();
  const words = (sentence: BriefSentence): string => {
    const { key, ...values } = sentence;
    return t(
      key,
      Object.fromEntries(
        Object.entries(values).map(([name, value]) => {
          if (name === 'feature') return [name, names.series(featureName(String(value)).series)];
          if (name === 'until') return [name, f.day(String(value))];
          if (name === 'change' || name === 'share') return [name, f.percent(Number(value))];
          if (name === 'lift') return [name, f.decimal(Number(value))];
          return [name, value];
        }),
      ),
    );
  };
  return briefSentences(week.content, week.graded.at(-1)?.grade ?? null)
    .map(words)
    .join(' ');
}
