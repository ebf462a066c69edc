'use client';
import { useLocale, useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { useFeatureNames } from '@/components/explain/use-feature-names';
import { useFormats } from '@/components/ui/use-formats';
import {
  type GroupCondition,
  type GroupFilter,
  parseFilter,
} from '@/lib/domain/segments/group-filter';
import type { ThresholdRule } from '@/lib/domain/segments/threshold';

export interface SegmentWords {
  /** Three significant digits: scores, thresholds and means of any size. */
  readonly number: (value: number) => string;
  readonly signed: (value: number) => string;
  /** Three decimals; below 0.001 only that. */
  readonly chance: (value: number) => string;
  /** `[low, high]`; a dash where there is none. */
  readonly interval: (
    low: number | null,
    high: number | null,
    format: (value: number) => string,
  ) => string;
  readonly rule: (rule: ThresholdRule) => string;
  /** Of `<daily column>.<summary>`. */
  readonly variable: (name: string) => string;
  readonly condition: (condition: GroupCondition) => string;
  readonly filter: (filter: GroupFilter) => string;
  /** Of a filter as text. */
  readonly group: (text: string) => string;
}

const DIGITS = { maximumSignificantDigits: 3 } as const;

/** What readers call rules, groups and variables; the same object in one language. */
export function useSegmentWords(): SegmentWords {
  const t = useTranslations('segments.words');
  const locale = useLocale();
  const f = useFormats();
  const names = useFeatureNames();
  return useMemo(() => {
    const plain = new Intl.NumberFormat(locale, DIGITS);
    const withSign = new Intl.NumberFormat(locale, { ...DIGITS, signDisplay: 'exceptZero' });
    const number = (value: number) => plain.format(value === 0 ? 0 : value);
    const condition = (one: GroupCondition): string => {
      if (one.by === 'group') return t(`groups.${one.group}`);
      if (one.by === 'attribute') return t('attribute', { name: one.name, value: one.value });
      return t(`sides.${one.side}`, {
        measure: t(`measures.${one.measure}`),
        value: number(one.value),
      });
    };
    const filter = (all: GroupFilter) => all.map(condition).join(t('and'));
    return {
      number,
      signed: (value) => withSign.format(value === 0 ? 0 : value),
      chance: (value) => (value < 0.001 ? t('tiny', { value: f.score(0.001) }) : f.score(value)),
      interval: (low, high, format) =>
        low === null || high === null ? '–' : `[${format(low)}, ${format(high)}]`,
      rule: (rule) => {
        if (rule.by === 'quantile') return t('rules.quantile', { share: f.percent(rule.share) });
        if (rule.by === 'value') return t('rules.value', { value: number(rule.value) });
        return t('rules.mixture');
      },
      variable: (name) => names.feature(name),
      condition,
      filter,
      group: (text) => filter(parseFilter(text) ?? []),
    };
  }, [t, locale, f, names]);
}
