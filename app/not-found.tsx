import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { EmptyState } from '@/components/ui/states';

export default async function NotFound() {
  const t = await getTranslations('states');
  return (
    <EmptyState title={t('notFound')} action={<Link href="/">{t('home')}</Link>}>
      {t('notFoundHint')}
    </EmptyState>
  );
}
