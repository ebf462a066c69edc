import { getTranslations } from 'next-intl/server';
import { EmptyState } from '@/components/ui/states';

/** Says the same of a link that never was, has ended or was taken back, and leads nowhere. */
export default async function NotFound() {
  const t = await getTranslations('delivery');
  return (
    <EmptyState page title={t('share.closed')}>
      {t('share.closedHint')}
    </EmptyState>
  );
}
