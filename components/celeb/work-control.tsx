'use client';
import { Button, Group, Menu, Stack, Text } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { StatusBadge } from '@/components/ui/status-badge';
import { AssignButton } from '@/components/worklist/assign-button';
import { STATUS_LOOK } from '@/components/worklist/looks';
import { useChangeWork } from '@/components/worklist/use-work';
import { useWorklistOptions } from '@/components/worklist/use-worklist';
import type { CelebProfile } from '@/lib/contracts/celeb';
import type { SnapshotSummary } from '@/lib/contracts/snapshots';
import { WORK_STATUSES } from '@/lib/contracts/work';

interface Props {
  readonly profile: CelebProfile;
  readonly snapshot: Pick<SnapshotSummary, 'id' | 'hasReasons'>;
}

/** Who looks after the celeb and how far it is; both can be changed here as in the worklist. */
export function WorkControl({ profile, snapshot }: Props) {
  const t = useTranslations('worklist');
  const c = useTranslations('celeb');
  const options = useWorklistOptions(snapshot.id, snapshot.hasReasons);
  // What is shown is asked for again with the worklist.
  const change = useChangeWork(profile.datasetId, () => {});
  const { owner, status } = profile.work;
  const celebIds = [profile.celeb.id];
  return (
    <Stack gap={6} role="group" aria-label={c('work')}>
      <Text size="sm" fw={500} data-owner={owner ?? ''}>
        {owner === null ? t('nobody') : c('ownedBy', { owner })}
      </Text>
      <Group gap={6} mih={36}>
        <AssignButton
          owners={options.data?.owners ?? []}
          me={options.data?.me ?? ''}
          isBusy={change.isPending || !options.data}
          onAssign={(next) => {
            if (next !== owner) change.mutate({ celebIds, owner: next });
          }}
        />
        <Menu position="bottom-start">
          <Menu.Target>
            <Button
              size="xs"
              variant="default"
              loading={change.isPending}
              rightSection={<IconChevronDown size={14} aria-hidden />}
              aria-label={c('statusIs', { status: t(`statuses.${status}`) })}
            >
              {t(`statuses.${status}`)}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {WORK_STATUSES.map((next) => (
              <Menu.Item
                key={next}
                aria-current={next === status ? 'true' : undefined}
                onClick={() => {
                  if (next !== status) change.mutate({ celebIds, status: next });
                }}
              >
                <StatusBadge look={STATUS_LOOK[next]} text={t(`statuses.${next}`)} />
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      </Group>
    </Stack>
  );
}
