'use client';
import { Stack, Text, Title } from '@mantine/core';
import { useMounted } from '@mantine/hooks';
import { useTranslations } from 'next-intl';
import { LoadingState } from '@/components/ui/states';
import { useFormats } from '@/components/ui/use-formats';
import { Brief } from '@/components/week/brief';
import type { WeekDetail } from '@/lib/contracts/weeks';

/** A week for readers without an account: the same as on its page, without a way anywhere. */
export function SharedBrief({ week }: { readonly week: WeekDetail }) {
  const t = useTranslations('week');
  const f = useFormats();
  const { from, to, celebs } = week.content;
  // The server does not know in which time zone its reader lives.
  const isMounted = useMounted();
  return (
    <Stack gap="sm">
      <div>
        <Title order={1}>{t('earlierTitleOf', { days: f.dayRange(from, to) })}</Title>
        <Text c="dimmed" size="sm">
          {t('subtitle', { dataset: week.datasetName, celebs })}
        </Text>
      </div>
      {isMounted ? <Brief week={week} links={null} /> : <LoadingState height={700} />}
    </Stack>
  );
}
