'use client';
import { Card, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { ActionsCard } from '@/components/actions/actions-card';
import { useActions } from '@/components/actions/use-actions';
import { useFormats } from '@/components/ui/use-formats';
import { CelebExplanation } from './celeb-explanation';
import { CelebHeader } from './celeb-header';
import { HistoryCard } from './history-card';
import type { ProfileProps } from './props';
import { ScoreChangeCard } from './score-change-card';
import { ScoreReceiptCard } from './score-receipt-card';
import { TimelineCard } from './timeline-card';
import { VisitsCard } from './visits-card';

/** Everything about one celeb, the score first, then what was done, then why. */
export function CelebProfileView(props: ProfileProps) {
  const { profile, chosen } = props;
  const actions = useActions({ dataset: profile.datasetId, celeb: profile.celeb.id });
  return (
    <Stack gap="md">
      <CelebHeader {...props} />
      {profile.receipt ? (
        <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="md">
          <ScoreReceiptCard profile={profile} receipt={profile.receipt} />
          <ScoreChangeCard profile={profile} receipt={profile.receipt} />
        </SimpleGrid>
      ) : (
        <NotScored profile={profile} />
      )}
      <TimelineCard
        profile={profile}
        snapshotId={chosen.snapshot.id}
        actions={actions.data?.rows ?? []}
      />
      <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="md">
        <ActionsCard query={actions} snapshot={chosen.snapshot} celeb={profile.celeb} />
        <HistoryCard profile={profile} />
      </SimpleGrid>
      {profile.receipt ? <CelebExplanation profile={profile} /> : null}
      <VisitsCard profile={profile} />
    </Stack>
  );
}

function NotScored({ profile: { asOf, observed } }: Pick<ProfileProps, 'profile'>) {
  const t = useTranslations('celeb');
  const f = useFormats();
  return (
    <Card component="section" aria-label={t('notScoredTitle')}>
      <Title order={2}>{t('notScoredTitle')}</Title>
      <Text c="dimmed" mt={4}>
        {t('notScored', { asOf: f.longDay(asOf), range: f.dayRange(observed.from, observed.to) })}
      </Text>
    </Card>
  );
}
