'use client';
import { Button, type ButtonProps, Stack } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { addJob } from '@/components/jobs/add-job';
import { ErrorState } from '@/components/ui/states';
import { sendJson } from '@/lib/client/api';
import type { VersionView } from '@/lib/contracts/datasets';
import { jobSchema } from '@/lib/contracts/jobs';

interface Props {
  readonly version: VersionView;
  /** Left out: the dataset's today. */
  readonly asOf?: string;
  readonly button?: ButtonProps;
}

/** Scores all celebs as of a day, and of the week before it, so that changes can be told. */
export function ScoreButton({ version, asOf, button }: Props) {
  const t = useTranslations('snapshots');
  const client = useQueryClient();
  const start = useMutation({
    mutationFn: () =>
      sendJson('POST', '/snapshots', { versionId: version.id, asOf, weeksBefore: 1 }, jobSchema),
    onSuccess: (job) => addJob(client, job),
  });
  return (
    <Stack gap="xs" align="center">
      <Button loading={start.isPending} onClick={() => start.mutate()} {...button}>
        {t('score')}
      </Button>
      {start.isError ? <ErrorState error={start.error} /> : null}
    </Stack>
  );
}
