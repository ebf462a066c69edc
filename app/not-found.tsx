import type { Metadata } from 'next';
import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { EmptyState } from '@/components/ui/states';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('states'))('notFound') };
}

export default async function NotFound() {
  const t = await getTranslations('states');
  return (
    <EmptyState page title={t('notFound')} action={<Link href="/">{t('home')}</Link>}>
      {t('notFoundHint')}
    </EmptyState>
  );
}
