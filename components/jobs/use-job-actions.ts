'use client';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { JOBS_KEY } from '@/components/shell/use-jobs';
import { useErrorText } from '@/components/ui/states';
import { ApiError, sendJson } from '@/lib/client/api';
import { type JobView, jobSchema } from '@/lib/contracts/jobs';

/** Cancel and retry of one job; an error is told in the reader's language. */
export function useJobActions(job: Pick<JobView, 'id'>) {
  const t = useTranslations('jobs');
  const errorText = useErrorText();
  const client = useQueryClient();
  const onSettled = () => void client.invalidateQueries({ queryKey: JOBS_KEY });
  const onError = (error: unknown) =>
    notifications.show({
      color: 'red',
      title: t('actionFailed'),
      message: error instanceof ApiError ? errorText(error.body) : '',
    });
  const cancel = useMutation({
    mutationFn: () => sendJson('POST', `/jobs/${job.id}/cancel`, {}, jobSchema),
    onSettled,
    onError,
  });
  const retry = useMutation({
    mutationFn: () => sendJson('POST', `/jobs/${job.id}/retry`, {}, jobSchema),
    onSettled,
    onError,
  });
  return { cancel, retry };
}
