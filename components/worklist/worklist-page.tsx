'use client';
import { Title } from '@mantine/core';
import { useTranslations } from 'next-intl';

export function WorklistPage() {
  const t = useTranslations('worklist');
  return <Title order={1}>{t('title')}</Title>;
}
