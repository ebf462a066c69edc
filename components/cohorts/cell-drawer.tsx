'use client';
import { Anchor, Drawer, SegmentedControl, Stack, Text } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { type Column, DataTable } from '@/components/ui/data-table';
import { ErrorState, LoadingState } from '@/components/ui/states';
import { useFormats } from '@/components/ui/use-formats';
import { getJson, queryString } from '@/lib/client/api';
import { COHORT_SIDES, type CohortCelebsAnswer, cohortCelebsSchema } from '@/lib/contracts/cohorts';
import type { CohortActivity } from '@/lib/domain/cohorts/triangle';
import type { CohortFilterState, SetCohortFilter } from './use-cohort-filter';

type CelebRow = CohortCelebsAnswer['rows'][number];
const celebKey = (row: CelebRow) => row.celebId;

/** The metric of the series page that shows the activity. */
const METRIC: Record<CohortActivity, string> = {
  own: 'own_total',
  fan: 'fan_total',
  sticker: 'sticker_count',
};

interface Props {
  readonly version: string;
  /** Query string of `/cohorts` for the group that the cell belongs to. */
  readonly params: string;
  /** Names the group. */
  readonly scope: string;
  readonly filter: CohortFilterState;
  readonly setFilter: SetCohortFilter;
  /** Of the cell; left out while they are unknown. */
  readonly counts?: { readonly present: number; readonly missing: number };
}

/** The celebs behind the cell that the address names. */
export function CellDrawer(props: Props) {
  const { filter, setFilter } = props;
  const t = useTranslations('cohorts');
  const f = useFormats();
  const week = (day: string) => t('weekOf', { day: f.day(day) });
  return (
    <Drawer
      opened={filter.week !== ''}
      onClose={() => void setFilter({ cohort: null, week: null, side: null })}
      position="right"
      size="xl"
      title={
        filter.week === ''
          ? undefined
          : t('drawer', {
              cohort: filter.cohort === '' ? t('beforeLong') : week(filter.cohort),
              week: week(filter.week),
            })
      }
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      {filter.week === '' ? null : <Celebs {...props} />}
    </Drawer>
  );
}

function Celebs({ version, params, scope, filter, setFilter, counts }: Props) {
  const t = useTranslations('cohorts');
  const f = useFormats();
  const { activity, cohort, week, side } = filter;
  const asked = `${params}&${queryString({ cohort, week, side })}`;
  const query = useQuery({
    queryKey: ['cohort-celebs', asked],
    queryFn: ({ signal }) => getJson(`/cohorts/celebs?${asked}`, cohortCelebsSchema, signal),
    placeholderData: keepPreviousData,
  });
  const columns = useMemo(
    (): Column<CelebRow>[] => [
      {
        key: 'celeb',
        label: t('celeb'),
        value: (r) => r.name ?? r.celebId,
        cell: (r) => (
          <Anchor
            component={Link}
            size="sm"
            href={`/explore/series?${queryString({ version, metric: METRIC[activity], scope: 'celeb', celeb: r.celebId })}`}
          >
            {r.name ?? r.celebId}
          </Anchor>
        ),
      },
      { key: 'id', label: t('celebId'), value: (r) => r.celebId },
      { key: 'joinedOn', label: t('joinedOn'), value: (r) => r.joinedOn },
      { key: 'days', label: t('days'), value: (r) => r.days, numeric: true },
      {
        key: 'lastWeek',
        label: t('lastWeek'),
        value: (r) => r.lastActiveWeek,
        cell: (r) => r.lastActiveWeek ?? t('never'),
      },
    ],
    [t, version, activity],
  );
  const { data } = query;
  return (
    <Stack gap="md">
      <Text size="sm" c="dimmed">
        {`${t('activity')}: ${t(`activities.${activity}`)} · ${scope}`}
      </Text>
      <SegmentedControl
        aria-label={t('side')}
        value={side}
        onChange={(x) => void setFilter({ side: COHORT_SIDES.find((s) => s === x) ?? 'present' })}
        data={COHORT_SIDES.map((x) => {
          const name = t(`sides.${activity}.${x}`);
          const count = counts?.[x];
          return {
            value: x,
            label: count === undefined ? name : t('sideOf', { side: name, count }),
          };
        })}
      />
      {query.isError ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : data ? (
        <div
          className={query.isPlaceholderData ? 'stale' : undefined}
          aria-busy={query.isPlaceholderData}
        >
          {data.truncated ? (
            <Text size="xs" c="dimmed" mb="xs">
              {t('some', { shown: f.integer(data.rows.length), total: f.integer(data.total) })}
            </Text>
          ) : null}
          <DataTable
            label={t('celebs')}
            rows={data.rows}
            columns={columns}
            rowKey={celebKey}
            fileName={`cohort-${cohort || 'before'}-${week}-${side}`}
            height={560}
          />
        </div>
      ) : (
        <LoadingState height={400} />
      )}
    </Stack>
  );
}
