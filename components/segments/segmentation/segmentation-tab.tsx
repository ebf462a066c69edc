'use client';
import { Box, Card, Select, SimpleGrid, Stack, Text } from '@mantine/core';
import { useTranslations } from 'next-intl';
import type { SnapshotChosen } from '@/components/snapshots/snapshot-gate';
import { FilterBar } from '@/components/ui/filter-bar';
import { EmptyState, ErrorState, LoadingState } from '@/components/ui/states';
import { useFormats } from '@/components/ui/use-formats';
import {
  LEAST_GROUPS,
  MOST_GROUPS,
  REST,
  SEGMENTATION_METHODS,
  type Segmentation,
  USUAL_GROUPS,
} from '@/lib/contracts/segmentation';
import { GroupCard } from './group-card';
import { GroupComparison } from './group-comparison';
import { SizesCard } from './sizes-card';
import { useSegmentation, useSegmentationFilter } from './use-segmentation';
import { useSegmentationWords } from './use-segmentation-words';

type Props = Pick<SnapshotChosen, 'snapshot'>;

/** Who is alike: groups by rule or by clustering, what each is like, and in what it differs. */
export function SegmentationTab({ snapshot }: Props) {
  const [filter] = useSegmentationFilter();
  const query = useSegmentation(snapshot.id, filter);
  return (
    <Stack gap="md">
      <Choices />
      {query.isError ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : query.data ? (
        <Box className={query.isPlaceholderData ? 'stale' : undefined}>
          <Segmented
            segmentation={query.data}
            snapshot={snapshot}
            isCurrent={!query.isPlaceholderData}
          />
        </Box>
      ) : (
        <LoadingState height={640} />
      )}
    </Stack>
  );
}

function Choices() {
  const t = useTranslations('segmentation');
  const [{ method, groups }, setFilter] = useSegmentationFilter();
  const isUsual = method === 'rfm' && groups === USUAL_GROUPS;
  // Groups of another way of grouping have other names.
  const regroup = { segment: null, against: null };
  return (
    <FilterBar
      label={t('filter')}
      onReset={
        isUsual ? undefined : () => void setFilter({ method: null, groups: null, ...regroup })
      }
    >
      <Select
        label={t('method')}
        w={{ base: '100%', xs: 260 }}
        allowDeselect={false}
        value={method}
        onChange={(value) => {
          const next = SEGMENTATION_METHODS.find((one) => one === value);
          if (next && next !== method) void setFilter({ method: next, ...regroup });
        }}
        data={SEGMENTATION_METHODS.map((value) => ({ value, label: t(`methods.${value}`) }))}
      />
      <Select
        label={t('groups')}
        w={{ base: '100%', xs: 130 }}
        allowDeselect={false}
        // RFM's rules make their own number of groups.
        disabled={method === 'rfm'}
        value={String(groups)}
        onChange={(value) => {
          const next = Number(value);
          if (next !== groups) void setFilter({ groups: next, ...regroup });
        }}
        data={Array.from({ length: MOST_GROUPS - LEAST_GROUPS + 1 }, (_, i) => ({
          value: String(LEAST_GROUPS + i),
          label: t('groupCount', { count: LEAST_GROUPS + i }),
        }))}
      />
    </FilterBar>
  );
}

interface SegmentedProps extends Props {
  readonly segmentation: Segmentation;
  /** It answers what the address asks. */
  readonly isCurrent: boolean;
}

function Segmented({ segmentation, snapshot, isCurrent }: SegmentedProps) {
  const t = useTranslations('segmentation');
  const f = useFormats();
  const words = useSegmentationWords(segmentation.stickersAre);
  const [filter, setFilter] = useSegmentationFilter();
  const { groups, reason, celebs, different, by, silhouette, from, to } = segmentation;
  if (reason !== null)
    return (
      <Card>
        <EmptyState title={t(`reasons.${reason}.title`)}>
          {t(`reasons.${reason}.hint`, { celebs, different })}
        </EmptyState>
      </Card>
    );
  const chosen = groups.find(({ key }) => key === filter.segment) ?? groups[0];
  const keys = groups.map(({ key }) => key);
  const isOther = filter.against !== chosen?.key && keys.includes(filter.against);
  const against = isOther ? filter.against : REST;
  return (
    <Stack gap="md">
      <div>
        <Text size="sm">{t(`about.${by}`)}</Text>
        <Text size="sm" c="dimmed" className="tabular" data-segmentation={groups.length}>
          {t('facts', { celebs, groups: groups.length, days: f.dayRange(from, to) })}
          {silhouette === null ? '' : ` ${t('silhouette', { value: f.hundredths(silhouette) })}`}
          {by !== 'rfm' && groups.length < filter.groups && isCurrent ? ` ${t('fewer')}` : ''}
        </Text>
      </div>
      <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }} spacing="md">
        {groups.map((group) => (
          <GroupCard
            key={group.key}
            group={group}
            celebs={celebs}
            words={words}
            isChosen={group.key === chosen?.key}
            onChoose={() => {
              if (group.key !== chosen?.key)
                void setFilter({
                  segment: group.key,
                  against: group.key === filter.against ? null : filter.against,
                });
            }}
          />
        ))}
      </SimpleGrid>
      <SizesCard segmentation={segmentation} words={words} asOf={snapshot.asOf} />
      {chosen ? (
        <GroupComparison
          snapshot={snapshot}
          a={chosen.key}
          b={against}
          keys={keys}
          words={words}
          enabled={isCurrent}
        />
      ) : null}
    </Stack>
  );
}
