'use client';
import { Card, Group, SegmentedControl, Select, Stack, Text } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { getJson, queryString } from '@/lib/client/api';
import { MAX_SANKEY_STEPS, processSankeySchema } from '@/lib/contracts/process';
import { SANKEY_DIRECTIONS } from '@/lib/domain/process/sankey';
import { Answer, useNothing } from './answer';
import { SankeyCard } from './sankey-card';
import { ShareSlider } from './share-sliders';
import type { TabProps } from './tab-props';

const MIN_SHARE = 0.01;
const MAX_SHARE = 0.25;
/** "At the first event" in the list of events; no event is called so. */
const FIRST = '\u0000first';
const STEPS = Array.from({ length: MAX_SANKEY_STEPS }, (_, i) => String(i + 1));

/** Where cases go after an event, or where they come from. */
export function SankeyTab({ params, missing, filter, setFilter, onReset, onPoint }: TabProps) {
  const t = useTranslations('process');
  const { event, direction } = filter;
  const steps = Math.min(MAX_SANKEY_STEPS, Math.max(1, Math.round(filter.steps)));
  const share = Math.min(1, Math.max(0, filter.share));
  const asked = `${params}&${queryString({
    event,
    direction,
    steps: String(steps),
    minShare: String(share),
  })}`;
  const query = useQuery({
    queryKey: ['process-sankey', asked],
    queryFn: ({ signal }) => getJson(`/process/sankey?${asked}`, processSankeySchema, signal),
    enabled: missing === undefined,
    placeholderData: keepPreviousData,
  });
  const nothing = useNothing(filter.scope);
  const events = query.data?.events ?? [];
  const names = event === '' || events.includes(event) ? events : [event, ...events];
  return (
    <Stack gap="md">
      <Card component="section" aria-label={t('sankeySettings')}>
        <Group gap="lg" align="flex-end">
          <SegmentedControl
            aria-label={t('direction')}
            value={direction}
            onChange={(v) =>
              void setFilter({ direction: SANKEY_DIRECTIONS.find((d) => d === v) ?? null })
            }
            data={SANKEY_DIRECTIONS.map((value) => ({ value, label: t(`directions.${value}`) }))}
          />
          <Select
            label={t('event')}
            searchable
            allowDeselect={false}
            value={event || FIRST}
            onChange={(v) => void setFilter({ event: v === FIRST ? null : v })}
            data={[
              { value: FIRST, label: t(`anchor.${direction}`) },
              ...names.map((name) => ({ value: name, label: name })),
            ]}
            maxDropdownHeight={340}
            w={{ base: '100%', xs: 220 }}
          />
          <Select
            label={t('stepCount')}
            allowDeselect={false}
            value={String(steps)}
            onChange={(v) => v && void setFilter({ steps: Number(v) })}
            data={STEPS}
            w={{ base: '100%', xs: 110 }}
          />
          <ShareSlider
            label={t('minShare')}
            min={MIN_SHARE}
            max={MAX_SHARE}
            value={Math.min(MAX_SHARE, Math.max(MIN_SHARE, share))}
            onChange={(value) => void setFilter({ share: value })}
          />
        </Group>
        <Text size="xs" c="dimmed" mt="sm">
          {t(`sankeyRule.${direction}`)}
        </Text>
      </Card>
      <Answer
        query={query}
        missing={missing}
        empty={(data) =>
          data.cases === 0 && data.events.length > 0 && event !== ''
            ? { title: t('noSuchEvent', { event }), hint: t('noSuchEventHint') }
            : nothing(data)
        }
        onReset={onReset}
      >
        {(sankey) => <SankeyCard sankey={sankey} filter={{ ...filter, steps }} onPoint={onPoint} />}
      </Answer>
    </Stack>
  );
}
