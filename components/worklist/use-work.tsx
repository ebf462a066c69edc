'use client';
import { Button, Group, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useErrorText } from '@/components/ui/states';
import { ApiError, sendJson } from '@/lib/client/api';
import { WORKLIST_KEY } from '@/lib/client/query-keys';
import type { WorkStatus } from '@/lib/contracts/work';
import { type WorkUndo, workChangedSchema, workRestoredSchema } from '@/lib/contracts/worklist';

/** Long enough to see a mistake and take it back. */
const UNDO_MS = 12_000;

export interface WorkChange {
  /** Null = nobody. */
  readonly owner?: string | null;
  readonly status?: WorkStatus;
}

/** Says in a corner that something failed. */
export function useFailure(): (error: unknown) => void {
  const t = useTranslations('worklist');
  const errorText = useErrorText();
  return (error) =>
    notifications.show({
      color: 'red',
      title: t('failed'),
      message: error instanceof ApiError ? errorText(error.body) : '',
    });
}

/** Assigns celebs or marks how far they are; says so, with a way back. */
export function useChangeWork(dataset: string, onDone: () => void) {
  const t = useTranslations('worklist');
  const client = useQueryClient();
  const fail = useFailure();
  const refresh = () => client.invalidateQueries({ queryKey: WORKLIST_KEY });
  const restore = useMutation({
    mutationFn: (undo: WorkUndo) => sendJson('POST', '/work/restore', undo, workRestoredSchema),
    onSuccess: ({ restored }) => {
      notifications.show({ message: t('work.restored', { count: restored }) });
      return refresh();
    },
    onError: fail,
  });
  const told = ({ owner, status }: WorkChange, count: number) => {
    if (status) return t('work.marked', { count, status: t(`statuses.${status}`) });
    return owner ? t('work.assigned', { count, owner }) : t('work.unassigned', { count });
  };
  return useMutation({
    mutationFn: ({ celebIds, ...change }: WorkChange & { celebIds: readonly string[] }) =>
      sendJson('POST', '/work', { dataset, celebIds, ...change }, workChangedSchema),
    onSuccess: ({ changed, undo }, change) => {
      const id = `work ${undo.changedAt}`;
      notifications.show({
        id,
        autoClose: UNDO_MS,
        message: (
          <Group justify="space-between" wrap="nowrap" gap="sm">
            <Text size="sm">{told(change, changed)}</Text>
            {changed > 0 ? (
              <Button
                size="compact-sm"
                variant="default"
                onClick={() => {
                  notifications.hide(id);
                  restore.mutate(undo);
                }}
              >
                {t('work.undo')}
              </Button>
            ) : null}
          </Group>
        ),
      });
      onDone();
      return refresh();
    },
    onError: fail,
  });
}
