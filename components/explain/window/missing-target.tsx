'use client';
import { Box, Card } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { EmptyState } from '@/components/ui/states';
import type { Target } from '@/lib/contracts/models';

/** In the place of a target that had no champion when the other was explained. */
export function MissingTarget({ target }: { readonly target: Target }) {
  const t = useTranslations('explain');
  return (
    <Card>
      <EmptyState title={t('noPartTitle', { target: t(`targets.${target}`) })}>
        {t('noPartHint')}
      </EmptyState>
    </Card>
  );
}

/** Keeps a target's column where the other has a card and it has none. */
export const NoCard = () => <Box visibleFrom="lg" />;
