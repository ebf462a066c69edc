'use client';
import { useLocale } from 'next-intl';
import { useMemo } from 'react';
import { createFormats, type Formats } from '@/lib/domain/format/format';

export function useFormats(): Formats {
  const locale = useLocale();
  return useMemo(() => createFormats(locale), [locale]);
}
