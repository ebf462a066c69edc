'use client';
import { Button, Group, Menu, Text } from '@mantine/core';
import { IconChevronDown, IconDownload, IconX } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { LogActionButton } from '@/components/actions/log-action-button';
import { StartRoundButton } from '@/components/rounds/start-round-button';
import { download } from '@/components/ui/download';
import { StatusBadge } from '@/components/ui/status-badge';
import { useFormats } from '@/components/ui/use-formats';
import { sendForBlob } from '@/lib/client/api';
import { WORKLIST_KEY } from '@/lib/client/query-keys';
import type { VersionView } from '@/lib/contracts/datasets';
import type { SnapshotSummary } from '@/lib/contracts/snapshots';
import { MOST_CELEBS_AT_ONCE, WORK_STATUSES } from '@/lib/contracts/work';
import { AssignButton } from './assign-button';
import { STATUS_LOOK } from './looks';
import { useChangeWork, useFailure } from './use-work';

/** What can be done with the selected celebs is given this; each is a button that opens what it needs. */
export interface BulkActionProps {
  readonly version: VersionView;
  readonly snapshot: SnapshotSummary;
  /** At least one, at most `MOST_CELEBS_AT_ONCE`. */
  readonly celebIds: readonly string[];
  /** Called when it is done: the selection is given up. */
  readonly onDone: () => void;
}

interface Props extends BulkActionProps {
  readonly owners: readonly string[];
  readonly me: string;
}

/** What can be done with the selected celebs, in the place of the list's tools. */
export function BulkActions({ owners, me, ...props }: Props) {
  const { version, celebIds, onDone } = props;
  const t = useTranslations('worklist');
  const router = useRouter();
  const client = useQueryClient();
  const work = useChangeWork(version.datasetId, onDone);
  const isTooMany = celebIds.length > MOST_CELEBS_AT_ONCE;
  return (
    <Group gap={6} role="group" aria-label={t('bulk')}>
      <Text size="sm" fw={600} role="status" className="tabular" mr={4}>
        {t('selected', { count: celebIds.length })}
      </Text>
      {isTooMany ? (
        <Text size="sm" c="red">
          {t('tooMany', { count: MOST_CELEBS_AT_ONCE })}
        </Text>
      ) : (
        <>
          <AssignButton
            owners={owners}
            me={me}
            isBusy={work.isPending}
            onAssign={(owner) => work.mutate({ celebIds, owner })}
          />
          <Menu position="bottom-start">
            <Menu.Target>
              <Button
                size="xs"
                variant="default"
                loading={work.isPending}
                rightSection={<IconChevronDown size={14} aria-hidden />}
              >
                {t('setStatus')}
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              {WORK_STATUSES.map((status) => (
                <Menu.Item key={status} onClick={() => work.mutate({ celebIds, status })}>
                  <StatusBadge look={STATUS_LOOK[status]} text={t(`statuses.${status}`)} />
                </Menu.Item>
              ))}
            </Menu.Dropdown>
          </Menu>
          <LogActionButton
            snapshot={props.snapshot}
            celebIds={celebIds}
            onDone={onDone}
            button={{ size: 'xs', variant: 'default' }}
          />
          <StartRoundButton
            {...props}
            onDone={({ id }) => {
              void client.invalidateQueries({ queryKey: WORKLIST_KEY });
              router.push(`/celebs/rounds?version=${version.id}&round=${id}`);
            }}
            button={{ size: 'xs', variant: 'default' }}
          />
          <SelectionCsv {...props} />
        </>
      )}
      <Button
        size="xs"
        variant="subtle"
        px="xs"
        leftSection={<IconX size={14} aria-hidden />}
        onClick={onDone}
      >
        {t('clearSelection')}
      </Button>
    </Group>
  );
}

function SelectionCsv({ snapshot, celebIds }: Pick<BulkActionProps, 'snapshot' | 'celebIds'>) {
  const t = useTranslations('worklist');
  const f = useFormats();
  const fail = useFailure();
  const [isBusy, setBusy] = useState(false);
  const save = () => {
    setBusy(true);
    sendForBlob('/worklist/csv', { snapshot: snapshot.id, celebIds })
      .then((csv) => download(`worklist-${snapshot.asOf}-${celebIds.length}.csv`, csv))
      .catch(fail)
      .finally(() => setBusy(false));
  };
  return (
    <Button
      size="xs"
      variant="default"
      loading={isBusy}
      leftSection={<IconDownload size={14} stroke={1.7} aria-hidden />}
      aria-label={t('selectionCsv', { count: f.integer(celebIds.length) })}
      onClick={save}
    >
      CSV
    </Button>
  );
}
