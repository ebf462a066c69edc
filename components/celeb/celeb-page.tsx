'use client';
import { Title } from '@mantine/core';
import { useTranslations } from 'next-intl';

export function CelebPage() {
  const t = useTranslations('celeb');
  return <Title order={1}>{t('title')}</Title>;
}
