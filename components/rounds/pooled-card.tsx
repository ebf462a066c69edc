'use client';
import { Card, Group, Stack, Text, Title } from '@mantine/core';
import { useTranslations } from 'next-intl';
import type { RoundList } from '@/lib/contracts/rounds';
import { VerdictBadge } from './badges';
import { useRoundWords } from './use-round-words';

/** What all closed rounds say together. */
export function PooledCard({ pooled }: { readonly pooled: NonNullable<RoundList['pooled']> }) {
  const t = useTranslations('rounds.pooled');
  const words = useRoundWords();
  const { rounds, contacted, holdout, churn, verdict } = pooled;
  return (
    <Card component="section" aria-label={t('title')}>
      <Stack gap={6}>
        <Group gap="xs">
          <Title order={2}>{t('title')}</Title>
          <VerdictBadge verdict={verdict} />
        </Group>
        <Text data-pooled className="tabular">
          {churn
            ? t('told', {
                rounds,
                contacted,
                holdout,
                difference: words.points(churn.difference),
                interval: words.interval(churn),
              })
            : t('noInterval', { rounds, contacted, holdout })}
        </Text>
        <Text size="sm" c="dimmed">
          {t('how')}
        </Text>
      </Stack>
    </Card>
  );
}
