'use client';
import { Card, Group, Stack, Title } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { ClockBar } from '@/components/clock/clock-bar';
import { VersionGate } from '@/components/shell/version-gate';
import { type SnapshotChosen, SnapshotGate } from '@/components/snapshots/snapshot-gate';
import { SnapshotPicker } from '@/components/snapshots/snapshot-picker';
import { LinkButton } from '@/components/ui/link-button';
import { EmptyState, ErrorState, LoadingState, useErrorText } from '@/components/ui/states';
import { ApiError } from '@/lib/client/api';
import { CelebProfileView } from './celeb-profile';
import { useCelebLinks, useCelebProfile } from './use-celeb';

/** One celeb as of a scored day: whom to contact, why, what was tried, did it help. */
export function CelebPage({ id }: { readonly id: string }) {
  return (
    <VersionGate>
      {({ version }) => (
        <Stack gap="md">
          <ClockBar version={version} />
          <SnapshotGate version={version}>
            {(chosen) => <CelebAsOf id={id} chosen={chosen} />}
          </SnapshotGate>
        </Stack>
      )}
    </VersionGate>
  );
}

interface Props {
  readonly id: string;
  readonly chosen: SnapshotChosen;
}

function CelebAsOf({ id, chosen }: Props) {
  const query = useCelebProfile(id, chosen.snapshot.id);
  if (query.error instanceof ApiError && query.error.body.code === 'celeb_unknown')
    return <UnknownCeleb id={id} chosen={chosen} error={query.error} />;
  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  if (!query.data) return <LoadingState height={900} />;
  return (
    <div
      className={query.isPlaceholderData || chosen.isStale ? 'stale' : undefined}
      aria-busy={query.isPlaceholderData}
    >
      <CelebProfileView profile={query.data} chosen={chosen} />
    </div>
  );
}

function UnknownCeleb({ id, chosen, error }: Props & { readonly error: ApiError }) {
  const t = useTranslations('celeb');
  const text = useErrorText();
  const links = useCelebLinks();
  return (
    <Stack gap="md">
      <Group justify="space-between" align="flex-end" gap="sm">
        <Title order={1}>{id}</Title>
        <SnapshotPicker {...chosen} />
      </Group>
      <Card>
        <EmptyState
          title={t('unknownTitle')}
          action={<LinkButton href={links.list}>{t('back')}</LinkButton>}
        >
          {text(error.body)}
        </EmptyState>
      </Card>
    </Stack>
  );
}
