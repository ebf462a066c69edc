'use client';
import { Title } from '@mantine/core';
import { useTranslations } from 'next-intl';

export function SegmentsPage() {
  const t = useTranslations('segments');
  return <Title order={1}>{t('title')}</Title>;
}
