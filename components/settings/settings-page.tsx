'use client';
import { Title } from '@mantine/core';
import { useTranslations } from 'next-intl';

export function SettingsPage() {
  const t = useTranslations('settings');
  return <Title order={1}>{t('title')}</Title>;
}
