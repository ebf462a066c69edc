'use client';
import { useLocale } from 'next-intl';
import { useSyncExternalStore } from 'react';
import { createFormats, createTimeFormat, type Formats } from '@/lib/domain/format/format';

/** Made once: it takes milliseconds, and nearly every component needs them. */
const made = new Map<string, Formats>();

/** Numbers and days in the reader's language. */
export function useFormats(): Formats {
  const locale = useLocale();
  const known = made.get(locale);
  if (known) return known;
  const formats = createFormats(locale);
  made.set(locale, formats);
  return formats;
}

const times = new Map<string, (iso: string) => string>();
/** In place of an instant while nobody knows the reader's clock. */
const unknownTime = () => '…';
const never = () => () => {};

/**
 * Date and time of instants. The server does not know the reader's time zone, so the page that it sends, and the first
 * one in the browser, which must be the same, hold the place of instants.
 * @param timeZone the reader's own when left out
 */
export function useTime(timeZone?: string): (iso: string) => string {
  const locale = useLocale();
  const isInBrowser = useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
  if (!isInBrowser) return unknownTime;
  const key = `${locale} ${timeZone ?? ''}`;
  const known = times.get(key);
  if (known) return known;
  const format = createTimeFormat(locale, timeZone);
  times.set(key, format);
  return format;
}
