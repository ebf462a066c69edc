import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { LinkButton } from '@/components/ui/link-button';
import { EmptyState } from '@/components/ui/states';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('states'))('notFound') };
}

export default async function NotFound() {
  const t = await getTranslations('states');
  return (
    <EmptyState page title={t('notFound')} action={<LinkButton href="/">{t('home')}</LinkButton>}>
      {t('notFoundHint')}
    </EmptyState>
  );
}
