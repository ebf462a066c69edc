'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { addJob } from '@/components/jobs/add-job';
import { ApiError, getJson, sendJson } from '@/lib/client/api';
import { importPayload } from '@/lib/contracts/import-draft';
import { importPayloadSchema, type JobView, jobSchema } from '@/lib/contracts/jobs';
import { draftFiles, restoreDraft, setFileError, setSentAs, useDraft } from './draft-store';

/** Sends the draft as a job, and takes a job's draft up again. */
export function useImportRun(onStarted: (job: JobView) => void) {
  const draft = useDraft();
  const client = useQueryClient();
  const start = useMutation({
    mutationFn: () =>
      sendJson(
        'POST',
        '/imports',
        importPayload(draftFiles(draft.files), draft.settings),
        jobSchema,
      ),
    onSuccess: (job) => {
      setSentAs(job.id);
      addJob(client, job);
      onStarted(job);
    },
  });
  const reopen = useMutation({
    mutationFn: async (jobId: string) => {
      const job = await getJson(`/jobs/${jobId}`, jobSchema);
      if (draft.sentAs !== jobId)
        await restoreDraft(await getJson(`/jobs/${jobId}/payload`, importPayloadSchema));
      setSentAs(null);
      const file = job.error?.details.file;
      if (job.error && typeof file === 'string') setFileError(file, new ApiError(job.error));
    },
  });
  return { start, reopen };
}
