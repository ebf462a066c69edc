'use client';
import { Group, Stack, Text, Title } from '@mantine/core';
import { useInViewport } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { Answer } from '@/components/process/answer';
import { BehindDrawer, type Pointed } from '@/components/process/behind-drawer';
import { MapCard } from '@/components/process/map-card';
import { useProcessFilter } from '@/components/process/use-process-filter';
import { LinkButton } from '@/components/ui/link-button';
import { useFormats } from '@/components/ui/use-formats';
import { getJson, queryString } from '@/lib/client/api';
import type { CelebProfile } from '@/lib/contracts/celeb';
import { processGraphSchema } from '@/lib/contracts/process';

/** What the celeb did in their own room, visit by visit, before the day of the scores. */
export function VisitsCard({ profile }: { readonly profile: CelebProfile }) {
  const t = useTranslations('celeb.visits');
  const f = useFormats();
  const [filter, setFilter] = useProcessFilter();
  const [pointed, setPointed] = useState<Pointed | null>(null);
  const { ref, inViewport } = useInViewport();
  // A map is worked out from the raw events: only for who scrolls down to it.
  const [isWanted, setWanted] = useState(false);
  useEffect(() => {
    if (inViewport) setWanted(true);
  }, [inViewport]);
  const { versionId: version, celeb, observed } = profile;
  const asked = { version, side: 'own', scope: 'celeb', celeb: celeb.id, to: observed.to };
  const params = queryString(asked);
  const query = useQuery({
    queryKey: ['process-graph', params],
    queryFn: ({ signal }) => getJson(`/process/graph?${params}`, processGraphSchema, signal),
    enabled: isWanted,
    placeholderData: keepPreviousData,
  });
  return (
    <Stack component="section" gap="md" aria-label={t('title')} ref={ref}>
      <Group justify="space-between" align="flex-end" gap="sm">
        <div>
          <Title order={2} fz="xl">
            {t('title')}
          </Title>
          <Text size="sm" c="dimmed">
            {t('hint', { to: f.longDay(observed.to) })}
          </Text>
        </div>
        <LinkButton variant="default" href={`/explore/process?${params}`}>
          {t('more')}
        </LinkButton>
      </Group>
      <Answer
        query={query}
        missing={undefined}
        empty={({ cases }) => (cases > 0 ? undefined : { title: t('none'), hint: t('noneHint') })}
        onReset={() => void setFilter(null)}
      >
        {(graph) => (
          <Stack gap="md">
            <MapCard
              graph={graph}
              filter={filter}
              setFilter={setFilter}
              xesHref={`/api/v1/process/xes?${params}`}
              onPoint={setPointed}
            />
          </Stack>
        )}
      </Answer>
      <BehindDrawer
        version={version}
        sources={[{ label: t('title'), params }]}
        pointed={pointed}
        onClose={() => setPointed(null)}
      />
    </Stack>
  );
}
