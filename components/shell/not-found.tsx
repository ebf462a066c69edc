import { getTranslations } from 'next-intl/server';
import { LinkButton } from '@/components/ui/link-button';
import { EmptyState } from '@/components/ui/states';

/** There is no such page, and where to go instead. */
export async function NotFound() {
  const t = await getTranslations('states');
  return (
    <EmptyState page title={t('notFound')} action={<LinkButton href="/">{t('home')}</LinkButton>}>
      {t('notFoundHint')}
    </EmptyState>
  );
}
