'use client';
import { Select } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useFormats, useTime } from '@/components/ui/use-formats';
import type { SnapshotChosen } from './snapshot-gate';
import { useSnapshotId } from './use-snapshots';

/** Chooses the day as of which celebs are shown. Several scores of one day are told apart by when they were made. */
export function SnapshotPicker({ snapshot, list }: Pick<SnapshotChosen, 'snapshot' | 'list'>) {
  const t = useTranslations('snapshots');
  const f = useFormats();
  const timeOf = useTime();
  const [, setId] = useSnapshotId();
  const [newest] = list.snapshots;
  const several = new Set(
    list.snapshots.filter(({ isSuperseded }) => isSuperseded).map(({ asOf }) => asOf),
  );
  return (
    <Select
      label={t('asOf')}
      w={210}
      value={snapshot.id}
      allowDeselect={false}
      onChange={(id) => {
        // Choosing what is chosen must not leave a step in the history.
        if (id !== null && id !== snapshot.id) void setId(id === newest?.id ? null : id);
      }}
      data={list.snapshots.map(({ id, asOf, createdAt }) => ({
        value: id,
        label: several.has(asOf)
          ? t('dayMadeAt', { day: f.day(asOf), time: timeOf(createdAt) })
          : f.day(asOf),
      }))}
    />
  );
}
