'use client';
import { useLocale } from 'next-intl';
import { useSyncExternalStore } from 'react';
import { createFormats, createTimeFormat, type Formats } from '@/lib/domain/format/format';

/** Makes each format once: it takes milliseconds, and nearly every component needs them. */
function makeOnce<Format>(make: (locale: string, timeZone?: string) => Format) {
  const made = new Map<string, Format>();
  return (locale: string, timeZone?: string): Format => {
    const key = `${locale} ${timeZone ?? ''}`;
    const known = made.get(key) ?? make(locale, timeZone);
    made.set(key, known);
    return known;
  };
}
const formatsOf = makeOnce(createFormats);
const timeFormatOf = makeOnce(createTimeFormat);

/** Numbers and days in the reader's language. */
export const useFormats = (): Formats => formatsOf(useLocale());

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
  return isInBrowser ? timeFormatOf(locale, timeZone) : unknownTime;
}
