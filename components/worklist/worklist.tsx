'use client';
import { Button, Group, Stack, Text } from '@mantine/core';
import { useRouter, useSearchParams } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useCallback, useEffect, useRef } from 'react';
import type { SnapshotChosen } from '@/components/snapshots/snapshot-gate';
import { EmptyState, ErrorState } from '@/components/ui/states';
import type { VersionView } from '@/lib/contracts/datasets';
import type { WorklistOptions } from '@/lib/contracts/worklist';
import { BulkActions } from './bulk-actions';
import { useCellContext } from './cells';
import { shownColumns } from './columns';
import { ListTools } from './list-tools';
import { CARD_HEIGHT, RowCards } from './row-cards';
import { HEAD_HEIGHT, ROW_HEIGHT, RowTable } from './row-table';
import { useRowKeys } from './use-row-keys';
import { useRowList } from './use-row-list';
import { useSelection } from './use-selection';
import { useFailure } from './use-work';
import { useAllIds, useSame, type WorklistParams } from './use-worklist';
import {
  filterParams,
  NO_FILTER,
  type SetWorklistState,
  sortParams,
  type WorklistState,
} from './use-worklist-filter';

interface Props extends Pick<SnapshotChosen, 'snapshot'> {
  readonly version: VersionView;
  readonly options: WorklistOptions;
  readonly state: WorklistState;
  readonly setState: SetWorklistState;
  readonly isPhone: boolean;
}

/** What sorts from the smallest first when its column is chosen: names, and whom something happened to long ago. */
const ASCENDING = new Set([
  'name',
  'rank',
  'group',
  'owner',
  'status',
  'lastOwnDay',
  'lastStickerDay',
]);

/** Keeps a narrowed or ordered list for whoever comes back from a profile; nothing where there is nothing to keep. */
function useWayBack(): string {
  const search = useSearchParams();
  const isPlain = [...search.keys()].every((key) => key === 'version' || key === 'snapshot');
  return isPlain ? '' : `&back=${encodeURIComponent(search.toString())}`;
}

/** The list itself with its tools, as a table or as cards. */
export function Worklist({ version, snapshot, options, state, setState, isPhone }: Props) {
  const t = useTranslations('worklist');
  const router = useRouter();
  const fail = useFailure();
  const filter = useSame({ snapshot: snapshot.id, ...filterParams(state) });
  const { sort, order } = sortParams(state);
  const params: WorklistParams = useSame({ ...filter, sort, order });
  const list = useRowList(params, isPhone ? CARD_HEIGHT : ROW_HEIGHT, isPhone ? 0 : HEAD_HEIGHT);
  const { rows } = list;
  const selection = useSelection(rows.rowAt, useAllIds(params), fail);
  const latest = useRef(selection);
  latest.current = selection;
  // biome-ignore lint/correctness/useExhaustiveDependencies: nobody acts on celebs that are not listed any more
  useEffect(() => latest.current.clear(), [filter]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: rows have other numbers now
  useEffect(() => latest.current.forgetRange(), [params]);

  const back = useWayBack();
  const hrefOf = useCallback(
    (celebId: string) =>
      `/celebs/${encodeURIComponent(celebId)}?version=${version.id}&snapshot=${snapshot.id}${back}`,
    [version.id, snapshot.id, back],
  );
  const chooseReason = useRef((_: string) => {});
  chooseReason.current = (series) => {
    if (series !== state.reason) void setState({ reason: series });
  };
  const onReason = useCallback((series: string) => chooseReason.current(series), []);
  const context = useCellContext({ asOf: snapshot.asOf, hrefOf, onReason });
  const keys = useRowKeys({
    list,
    selection,
    rowHeight: ROW_HEIGHT,
    onOpen: (celebId) => router.push(hrefOf(celebId)),
  });
  const onToggle = useCallback(
    (index: number, isRange: boolean) =>
      isRange ? latest.current.extendTo(index) : latest.current.toggle(index),
    [],
  );
  const isNarrowed = Object.keys(filter).length > 1;
  const shared = {
    list,
    selection,
    keys,
    context,
    onToggle,
    empty: (
      <EmptyState
        title={t('emptyTitle')}
        action={
          isNarrowed ? (
            <Button variant="default" onClick={() => void setState(NO_FILTER)}>
              {t('showAll')}
            </Button>
          ) : undefined
        }
      >
        {t('emptyHint')}
      </EmptyState>
    ),
  };
  return (
    <Stack gap="xs">
      <Group justify="space-between" gap="xs" mih={30}>
        {selection.ids.size > 0 ? (
          <BulkActions
            version={version}
            snapshot={snapshot}
            celebIds={[...selection.ids]}
            onDone={selection.clear}
            owners={options.owners}
            me={options.me}
          />
        ) : (
          <Text size="sm" c="dimmed" role="status" className="tabular">
            {rows.total === undefined
              ? t('counting')
              : t(isNarrowed ? 'shown' : 'all', { count: rows.total, total: options.celebs })}
          </Text>
        )}
        <ListTools
          dataset={version.datasetId}
          options={options}
          state={state}
          setState={setState}
          params={params}
        />
      </Group>
      {rows.error ? (
        <ErrorState error={rows.error} onRetry={rows.retry} />
      ) : isPhone ? (
        <RowCards {...shared} />
      ) : (
        <RowTable
          {...shared}
          columns={shownColumns(options, state.columns)}
          sort={sort}
          order={order}
          onSort={(key) => {
            const first = ASCENDING.has(key) || key.startsWith('attribute.') ? 'asc' : 'desc';
            const next = key !== sort ? first : order === 'asc' ? 'desc' : 'asc';
            void setState({ sort: key, order: next });
          }}
        />
      )}
    </Stack>
  );
}
