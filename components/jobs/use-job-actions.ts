'use client';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useErrorText } from '@/components/ui/states';
import { ApiError, sendJson } from '@/lib/client/api';
import { JOBS_KEY } from '@/lib/client/query-keys';
import { type JobView, jobSchema } from '@/lib/contracts/jobs';
import { addJob } from './add-job';

/** Cancel and retry of one job; the event stream tells what came of it, an error is told at once. */
export function useJobActions(job: Pick<JobView, 'id'>) {
  const t = useTranslations('jobs');
  const errorText = useErrorText();
  const client = useQueryClient();
  const onError = (error: unknown) => {
    // The list may be what is out of date.
    void client.invalidateQueries({ queryKey: JOBS_KEY });
    notifications.show({
      color: 'red',
      title: t('actionFailed'),
      message: error instanceof ApiError ? errorText(error.body) : '',
    });
  };
  const cancel = useMutation({
    mutationFn: () => sendJson('POST', `/jobs/${job.id}/cancel`, {}, jobSchema),
    onError,
  });
  const retry = useMutation({
    mutationFn: () => sendJson('POST', `/jobs/${job.id}/retry`, {}, jobSchema),
    onSuccess: (again) => addJob(client, again),
    onError,
  });
  return { cancel, retry };
}
