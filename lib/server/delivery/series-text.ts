import { createTranslator } from 'next-intl';
import { FIXED_METRICS } from '@/lib/contracts/series';
import type { Locale } from '@/lib/domain/format/locales';
import { columnEvent } from '@/lib/domain/windows/columns';
import en from '@/messages/en';
import ko from '@/messages/ko';

export const translatorOf = (locale: Locale) =>
  createTranslator({ locale, messages: locale === 'ko' ? ko : en, timeZone: 'UTC' });
export type Translator = ReturnType<typeof translatorOf>;

/** A series' name for readers, as the pages call it. */
export function seriesText(t: Translator, series: string): string {
  const fixed = FIXED_METRICS.find((metric) => metric === series);
  if (fixed) return t(`metrics.${fixed}`);
  const event = columnEvent(series);
  return event ? t(`metrics.${event.side}`, { event: event.event.replaceAll('_', ' ') }) : series;
}
