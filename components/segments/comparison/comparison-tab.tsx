'use client';
import { Alert, Box, Select, Stack, Text } from '@mantine/core';
import { IconInfoCircle, IconUsers } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { FilterBar } from '@/components/ui/filter-bar';
import { ErrorState, LoadingState } from '@/components/ui/states';
import { useFormats } from '@/components/ui/use-formats';
import { getJson } from '@/lib/client/api';
import { type Comparison, DEFAULT_GROUPS } from '@/lib/contracts/segments';
import { seriesOptionsSchema } from '@/lib/contracts/series';
import type { SegmentProps } from '../props';
import { useSegmentWords } from '../use-segment-words';
import { useComparison } from '../use-segments';
import { ComparisonTable } from './comparison-table';
import { EFFECT_FILTERS, LEAST_EFFECT, Q_FILTERS, shownRows } from './comparison-view';
import { ForestCard } from './forest-card';
import { GroupSelect } from './group-select';
import { useComparisonFilter } from './use-comparison-filter';

/** In what two groups differ: every variable of the observed week, tested. */
export function ComparisonTab({ snapshot, chosen }: SegmentProps) {
  const t = useTranslations('segments.comparison');
  const [filter] = useComparisonFilter();
  const query = useComparison(snapshot.id, chosen.rule, filter.a, filter.b);
  return (
    <Stack gap="md">
      <Choices versionId={snapshot.versionId} />
      <Alert
        role="note"
        variant="light"
        icon={<IconInfoCircle aria-hidden />}
        data-note="circularity"
      >
        <Text size="sm">{t('circularity')}</Text>
      </Alert>
      {query.isError ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : query.data ? (
        <Box className={query.isPlaceholderData ? 'stale' : undefined}>
          <Compared comparison={query.data} asOf={snapshot.asOf} />
        </Box>
      ) : (
        <LoadingState height={640} />
      )}
    </Stack>
  );
}

/** Which groups, and which of the variables. */
function Choices({ versionId }: { readonly versionId: string }) {
  const t = useTranslations('segments.comparison');
  const f = useFormats();
  const [{ a, b, q, effect }, setFilter] = useComparisonFilter();
  const options = useQuery({
    queryKey: ['series-options', versionId],
    queryFn: ({ signal }) =>
      getJson(`/series/options?version=${versionId}`, seriesOptionsSchema, signal),
  });
  const attributes = options.data?.attributes ?? [];
  const isUsual = a === DEFAULT_GROUPS.a && b === DEFAULT_GROUPS.b && q === null && effect === null;
  return (
    <FilterBar
      label={t('filter')}
      onReset={
        isUsual ? undefined : () => void setFilter({ a: null, b: null, q: null, effect: null })
      }
    >
      <GroupSelect
        label={t('a')}
        value={a}
        onChange={(next) => void setFilter({ a: next })}
        attributes={attributes}
      />
      <GroupSelect
        label={t('b')}
        value={b}
        onChange={(next) => void setFilter({ b: next })}
        attributes={attributes}
      />
      <Select
        label={t('qFilter')}
        w={{ base: '100%', xs: 150 }}
        allowDeselect={false}
        value={String(q ?? 'all')}
        onChange={(value) => {
          const next = Q_FILTERS.find((limit) => String(limit) === value) ?? null;
          if (next !== q) void setFilter({ q: next });
        }}
        data={[
          { value: 'all', label: t('allRows') },
          ...Q_FILTERS.map((limit) => ({
            value: String(limit),
            label: t('qAtMost', { limit: limit === 0.001 ? f.score(limit) : f.hundredths(limit) }),
          })),
        ]}
      />
      <Select
        label={t('effectFilter')}
        w={{ base: '100%', xs: 200 }}
        allowDeselect={false}
        value={effect ?? 'all'}
        onChange={(value) => {
          const next = EFFECT_FILTERS.find((size) => size === value) ?? null;
          if (next !== effect) void setFilter({ effect: next });
        }}
        data={[
          { value: 'all', label: t('allRows') },
          ...EFFECT_FILTERS.map((value) => ({
            value,
            label:
              value === 'equal'
                ? t('equal')
                : t(`effects.${value}`, { least: f.decimal(LEAST_EFFECT[value]) }),
          })),
        ]}
      />
    </FilterBar>
  );
}

function Compared({
  comparison,
  asOf,
}: {
  readonly comparison: Comparison;
  readonly asOf: string;
}) {
  const t = useTranslations('segments.comparison');
  const f = useFormats();
  const words = useSegmentWords();
  const [filter] = useComparisonFilter();
  const { a, b, overlap, from, to, rows } = comparison;
  const names = { a: words.group(filter.a), b: words.group(filter.b) };
  const shown = shownRows(rows, filter);
  const significant = rows.filter(({ q }) => q !== null && q <= 0.05).length;
  const problem =
    a.celebs === 0 || b.celebs === 0
      ? t('emptyGroup', { group: a.celebs === 0 ? names.a : names.b })
      : a.celebs === 1 || b.celebs === 1
        ? t('oneCeleb', { group: a.celebs === 1 ? names.a : names.b })
        : null;
  return (
    <Stack gap="md">
      <Text size="sm" role="status" data-comparison={`${a.celebs} ${b.celebs}`}>
        {t.rich('summary', {
          a: names.a,
          b: names.b,
          nA: a.celebs,
          nB: b.celebs,
          days: f.dayRange(from, to),
          variables: rows.length,
          significant,
          strong: (text) => <b>{text}</b>,
        })}
      </Text>
      {problem ? (
        <Alert color="yellow" variant="light" icon={<IconUsers aria-hidden />} data-note="small">
          <Text size="sm">{problem}</Text>
        </Alert>
      ) : null}
      {overlap > 0 ? (
        <Alert color="yellow" variant="light" icon={<IconUsers aria-hidden />} data-note="overlap">
          <Text size="sm">{t('overlap', { count: overlap })}</Text>
        </Alert>
      ) : null}
      <ComparisonTable rows={shown} all={rows} names={names} asOf={asOf} />
      <ForestCard rows={shown} names={names} asOf={asOf} />
    </Stack>
  );
}
