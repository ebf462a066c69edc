'use client';
import { useLocale } from 'next-intl';
import { useMemo } from 'react';
import { createFormats, type Formats } from '@/lib/domain/format/format';

/** @param timeZone of instants; the reader's own when left out */
export function useFormats(timeZone?: string): Formats {
  const locale = useLocale();
  return useMemo(() => createFormats(locale, timeZone), [locale, timeZone]);
}
