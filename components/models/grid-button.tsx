'use client';
import { Button, Group, List, Modal, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconGridDots } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { addJob } from '@/components/jobs/add-job';
import { ErrorState } from '@/components/ui/states';
import { useFormats } from '@/components/ui/use-formats';
import { sendJson } from '@/lib/client/api';
import { BASELINE_CANDIDATES, gridCandidates } from '@/lib/contracts/default-candidates';
import { jobSchema } from '@/lib/contracts/jobs';
import { TARGETS, type TrainPayload } from '@/lib/contracts/models';
import { estimateSeconds } from './estimate';

/** Trains the whole grid for both targets, after saying what that means. */
export function GridButton({ versionId, windows }: { versionId: string; windows: number }) {
  const t = useTranslations('models.grid');
  const m = useTranslations('models');
  const f = useFormats();
  const client = useQueryClient();
  const [opened, { open, close }] = useDisclosure(false);
  const candidates = [...BASELINE_CANDIDATES, ...gridCandidates()];
  const start = useMutation({
    mutationFn: () => {
      const payload: Partial<TrainPayload> = {
        versionId,
        targets: [...TARGETS],
        candidates,
        experiment: 'grid',
      };
      return sendJson('POST', '/models/runs', payload, jobSchema);
    },
    onSuccess: (job) => {
      addJob(client, job);
      close();
    },
  });
  return (
    <>
      <Button size="xs" leftSection={<IconGridDots size={15} aria-hidden />} onClick={open}>
        {t('run')}
      </Button>
      <Modal
        opened={opened}
        onClose={close}
        title={t('confirmTitle')}
        closeButtonProps={{ 'aria-label': m('close') }}
      >
        <Stack gap="md">
          <Text size="sm">
            {t('confirmText', {
              cells: gridCandidates().length,
              baselines: BASELINE_CANDIDATES.length,
              runs: candidates.length * TARGETS.length,
            })}
          </Text>
          <List size="sm" spacing={4}>
            <List.Item>
              {t('confirmTime', {
                time: f.seconds(estimateSeconds(candidates, windows) * TARGETS.length),
              })}
            </List.Item>
            <List.Item>{t('confirmChampion')}</List.Item>
            <List.Item>{t('confirmCancel')}</List.Item>
          </List>
          {start.isError ? <ErrorState error={start.error} /> : null}
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              {t('cancel')}
            </Button>
            <Button loading={start.isPending} onClick={() => start.mutate()} data-autofocus>
              {t('confirm')}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  );
}
