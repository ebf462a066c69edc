'use client';
import { Title } from '@mantine/core';
import { useTranslations } from 'next-intl';

export function RoundsPage() {
  const t = useTranslations('rounds');
  return <Title order={1}>{t('title')}</Title>;
}
