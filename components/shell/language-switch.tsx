'use client';
import { ActionIcon, Text, Tooltip } from '@mantine/core';
import { useRouter } from 'next/navigation';
import { useLocale, useTranslations } from 'next-intl';
import { LANGUAGE_NAMES, LOCALE_COOKIE } from '@/lib/client/locale';

/** Changes the language and stays on the same page with the same filters. */
export function useLanguageSwitch() {
  const locale = useLocale();
  const router = useRouter();
  const other = locale === 'ko' ? ('en' as const) : ('ko' as const);
  const change = () => {
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser yet
    document.cookie = `${LOCALE_COOKIE}=${other}; path=/; max-age=31536000; samesite=lax`;
    // No address is named: the one that was rendered last may be one that is just being left.
    router.refresh();
  };
  return { other, change };
}

export function LanguageSwitch() {
  const t = useTranslations('shell');
  const { other, change } = useLanguageSwitch();
  const label = t('language', { language: LANGUAGE_NAMES[other] });
  return (
    <Tooltip label={label}>
      <ActionIcon variant="default" size={34} onClick={change} aria-label={label}>
        <Text size="xs" fw={700} component="span" lang={other} aria-hidden>
          {other === 'ko' ? '한' : 'EN'}
        </Text>
      </ActionIcon>
    </Tooltip>
  );
}
