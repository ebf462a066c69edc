import type { Locale } from '@/lib/domain/format/locales';

/** Each language in its own words. */
export const LANGUAGE_NAMES: Readonly<Record<Locale, string>> = { ko: '한국어', en: 'English' };
export const DEFAULT_LOCALE: Locale = 'ko';
export const LOCALE_COOKIE = 'locale';
