'use client';
import { Button, Group, Stack, Text } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { getJson } from '@/lib/client/api';
import { processGraphSchema } from '@/lib/contracts/process';
import { Answer, useNothing } from './answer';
import { MapCard } from './map-card';
import { variantName } from './process-params';
import type { TabProps } from './tab-props';

export function MapTab({ params, missing, filter, setFilter, onReset, onPoint }: TabProps) {
  const t = useTranslations('process');
  const nothing = useNothing(filter.scope);
  const query = useQuery({
    queryKey: ['process-graph', params],
    queryFn: ({ signal }) => getJson(`/process/graph?${params}`, processGraphSchema, signal),
    enabled: missing === undefined,
    placeholderData: keepPreviousData,
  });
  return (
    <Stack gap="md">
      {filter.variant ? (
        <Group gap="sm">
          <Text size="sm">{t('onlyVariant', { variant: variantName(filter.variant) })}</Text>
          <Button
            size="xs"
            variant="default"
            onClick={() => void setFilter({ variant: null, activities: null, paths: null })}
          >
            {t('allVariants')}
          </Button>
        </Group>
      ) : null}
      <Answer query={query} missing={missing} empty={nothing} onReset={onReset}>
        {(graph) => (
          <Stack gap="md">
            <MapCard
              graph={graph}
              filter={filter}
              setFilter={setFilter}
              xesHref={`/api/v1/process/xes?${params}`}
              onPoint={onPoint}
            />
          </Stack>
        )}
      </Answer>
    </Stack>
  );
}
