import { cookies, headers } from 'next/headers';
import { getRequestConfig } from 'next-intl/server';
import { DEFAULT_LOCALE, LOCALE_COOKIE } from '@/lib/client/locale';
import { LOCALES, type Locale } from '@/lib/domain/format/locales';

const isLocale = (value: string | undefined): value is Locale => LOCALES.some((l) => l === value);

/** The reader's language: what they chose, else what their browser asks for, else Korean. */
export default getRequestConfig(async () => {
  const chosen = (await cookies()).get(LOCALE_COOKIE)?.value;
  const asked = ((await headers()).get('accept-language') ?? '')
    .split(',')
    .map((part) => part.trim().slice(0, 2))
    .find(isLocale);
  const locale = isLocale(chosen) ? chosen : (asked ?? DEFAULT_LOCALE);
  const messages = (await import(`../messages/${locale}/index`)).default;
  return { locale, messages, timeZone: 'UTC' };
});
