'use client';
import { Alert, Box, Group, Select, Stack, Text, Title } from '@mantine/core';
import { IconInfoCircle, IconUsers } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import type { SnapshotChosen } from '@/components/snapshots/snapshot-gate';
import { ErrorState, LoadingState } from '@/components/ui/states';
import { useFormats } from '@/components/ui/use-formats';
import { REST, type SegmentComparison } from '@/lib/contracts/segmentation';
import { type ComparedGroups, ComparisonTable } from '../comparison/comparison-table';
import { ForestCard } from '../comparison/forest-card';
import { useSegmentationFilter, useSegmentComparison } from './use-segmentation';
import type { SegmentationWords } from './use-segmentation-words';

interface Props extends Pick<SnapshotChosen, 'snapshot'> {
  readonly a: string;
  readonly b: string;
  readonly keys: readonly string[];
  readonly words: SegmentationWords;
  /** The groups are those that the address asks for. */
  readonly enabled: boolean;
}

/** The test table of one group against another, or against the rest. */
export function GroupComparison({ snapshot, a, b, keys, words, enabled }: Props) {
  const t = useTranslations('segmentation');
  const [filter, setFilter] = useSegmentationFilter();
  const query = useSegmentComparison(snapshot.id, filter, a, b, enabled && keys.length > 1);
  const names = { a: words.group(a), b: words.group(b) };
  if (keys.length === 1) return <Text size="sm">{t('oneGroup')}</Text>;
  return (
    <Stack gap="md">
      <Group justify="space-between" align="flex-end" gap="sm">
        <Title order={2}>{t('comparisonOf', names)}</Title>
        <Select
          label={t('against')}
          w={{ base: '100%', xs: 240 }}
          allowDeselect={false}
          value={b}
          onChange={(value) => {
            if (value !== null && value !== b)
              void setFilter({ against: value === REST ? null : value });
          }}
          data={[REST, ...keys.filter((key) => key !== a)].map((value) => ({
            value,
            label: words.group(value),
          }))}
        />
      </Group>
      <Alert variant="light" icon={<IconInfoCircle aria-hidden />} data-note="circularity">
        <Text size="sm">{t('circularity')}</Text>
      </Alert>
      {query.isError ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : query.data ? (
        <Box className={query.isPlaceholderData ? 'stale' : undefined}>
          <Compared comparison={query.data} names={names} asOf={snapshot.asOf} />
        </Box>
      ) : (
        <LoadingState height={640} />
      )}
    </Stack>
  );
}

function Compared({
  comparison: { a, b, from, to, rows },
  names,
  asOf,
}: {
  readonly comparison: SegmentComparison;
  readonly names: ComparedGroups;
  readonly asOf: string;
}) {
  const t = useTranslations('segmentation');
  const f = useFormats();
  const significant = rows.filter(({ q }) => q !== null && q <= 0.05).length;
  return (
    <Stack gap="md">
      <Text size="sm" role="status" data-comparison={`${a.celebs} ${b.celebs}`}>
        {t('summary', {
          ...names,
          nA: a.celebs,
          nB: b.celebs,
          days: f.dayRange(from, to),
          variables: rows.length,
          significant,
        })}
      </Text>
      {a.celebs === 1 || b.celebs === 1 ? (
        <Alert color="yellow" variant="light" icon={<IconUsers aria-hidden />} data-note="small">
          <Text size="sm">{t('oneCeleb', { group: a.celebs === 1 ? names.a : names.b })}</Text>
        </Alert>
      ) : null}
      <ComparisonTable rows={rows} all={rows} names={names} asOf={asOf} />
      <ForestCard rows={rows} names={names} asOf={asOf} />
    </Stack>
  );
}
