'use client';
import { Box, Card, Group, SegmentedControl, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { EmptyState, ErrorState, LoadingState, useErrorText } from '@/components/ui/states';
import { useFormats } from '@/components/ui/use-formats';
import { ApiError } from '@/lib/client/api';
import { ATTRIBUTION_GROUPS } from '@/lib/contracts/explain';
import { seriesBySize } from '@/lib/domain/explain/attribution-rows';
import type { TabProps } from '../props';
import { DaysCard } from './days-card';
import { useAttributions } from './use-one-celeb';
import { useWindowFilter } from './use-window-filter';

interface Props extends Pick<TabProps, 'explanation' | 'part'> {
  readonly celeb: { readonly id: string; readonly name: string | null };
}

/** What each day of each series adds, as the sequence model itself says: of the celeb, and beside it of a group. */
export function DaysCards(props: Props) {
  const { explanation, part } = props;
  const t = useTranslations('oneCeleb');
  const f = useFormats();
  const [{ group }, setFilter] = useWindowFilter();
  const target = t(`targets.${part.target}`);
  const hasMaps = part.attributions !== null && !part.isConstant;
  return (
    <Stack component="section" gap="sm" aria-label={t('daysOf', { target })}>
      <Group justify="space-between" align="flex-end" gap="sm">
        <div>
          <Title order={2}>{t('daysOf', { target })}</Title>
          <Text size="sm" c="dimmed">
            {part.attributions
              ? t('daysHint', {
                  anchor: f.longDay(explanation.asOf),
                  samples: part.attributions.samples,
                  background: part.attributions.background,
                })
              : t('daysNone')}
          </Text>
        </div>
        {hasMaps ? (
          <SegmentedControl
            aria-label={t('group')}
            size="sm"
            value={group}
            onChange={(value) =>
              void setFilter({ group: ATTRIBUTION_GROUPS.find((x) => x === value) ?? null })
            }
            data={ATTRIBUTION_GROUPS.map((value) => ({ value, label: t(`groups.${value}`) }))}
          />
        ) : null}
      </Group>
      {hasMaps ? <Maps {...props} /> : null}
    </Stack>
  );
}

function Maps({ explanation, part, celeb }: Props) {
  const t = useTranslations('oneCeleb');
  const [{ group }] = useWindowFilter();
  const { id } = explanation;
  const one = useAttributions(id, part.target, { celeb: celeb.id });
  const mean = useAttributions(id, part.target, { group });
  // The same order in both maps, so that they can be compared row by row: the celeb's, else the group's.
  const leading = one.data ?? mean.data;
  const order = leading ? seriesBySize(leading.values, leading.series) : [];
  const shared = { part, order };
  const name = celeb.name ?? celeb.id;
  return (
    <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="md">
      <Answer query={one}>
        {one.data ? (
          <DaysCard
            {...shared}
            attributions={one.data}
            title={t('daysOfCeleb', { celeb: name })}
            fileName={`explain-days-${part.target}-${celeb.id}`}
          />
        ) : null}
      </Answer>
      <Answer query={mean}>
        {mean.data ? (
          <DaysCard
            {...shared}
            attributions={mean.data}
            title={t(`daysOfGroup.${group}`, { count: mean.data.windows })}
            fileName={`explain-days-${part.target}-${group}`}
          />
        ) : null}
      </Answer>
    </SimpleGrid>
  );
}

/** Sentences for those who have no map, which is nobody's mistake. */
const NO_MAP = ['celeb_not_attributed', 'attribution_group_empty'] as const;

function Answer({
  query,
  children,
}: {
  readonly query: ReturnType<typeof useAttributions>;
  readonly children: React.ReactNode;
}) {
  const t = useTranslations('oneCeleb');
  const text = useErrorText();
  const { error } = query;
  const body = error instanceof ApiError ? error.body : undefined;
  const code = NO_MAP.find((known) => known === body?.code);
  if (code && body)
    return (
      <Card>
        <EmptyState title={t(`noMap.${code}`)}>{text(body)}</EmptyState>
      </Card>
    );
  if (query.isError) return <ErrorState error={error} onRetry={() => void query.refetch()} />;
  if (!query.data) return <LoadingState height={480} />;
  return (
    <Box className={query.isPlaceholderData ? 'stale' : undefined} miw={0}>
      {children}
    </Box>
  );
}
