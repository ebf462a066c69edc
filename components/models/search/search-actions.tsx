'use client';
import { Button, Group, NumberInput, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconPlayerPlay, IconPlayerStop } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { DialogButton } from '@/components/ui/dialog-button';
import { ErrorState, useErrorText } from '@/components/ui/states';
import { useFormats } from '@/components/ui/use-formats';
import { ApiError, sendJson } from '@/lib/client/api';
import { MODELS_KEY } from '@/lib/client/query-keys';
import { type SearchDetail, searchDetailSchema } from '@/lib/contracts/search';
import { isTypedValid, SEARCH_NUMBERS, type Typed, typedNumber } from './search-form';
import { endedTrials } from './search-progress';
import { searchKey, useSearchJobs } from './use-searches';

/** Stops a search that runs; lets one go on that does not. The place stays when there is nothing to do. */
export function SearchActions({ search }: { search: SearchDetail }) {
  if (search.status === 'running') return <StopButton search={search} />;
  return <ResumeButton search={search} />;
}

function StopButton({ search }: { search: SearchDetail }) {
  const t = useTranslations('searches');
  const errorText = useErrorText();
  const client = useQueryClient();
  const jobs = useSearchJobs(search);
  const stop = useMutation({
    mutationFn: () => sendJson('POST', `/searches/${search.id}/stop`, {}, searchDetailSchema),
    onSuccess: (now) => client.setQueryData(searchKey(search.id), now),
    onError: (error) => {
      // It may have ended by itself in this very moment.
      void client.invalidateQueries({ queryKey: MODELS_KEY });
      notifications.show({
        color: 'red',
        title: t('stopFailed'),
        message: error instanceof ApiError ? errorText(error.body) : '',
      });
    },
  });
  const stopping = jobs.length > 0 && jobs.every((job) => job.cancelRequested);
  return (
    <Button
      variant="default"
      leftSection={<IconPlayerStop size={16} aria-hidden />}
      loading={stop.isPending}
      disabled={stopping}
      onClick={() => stop.mutate()}
    >
      {t(stopping ? 'stopping' : 'stop')}
    </Button>
  );
}

function ResumeButton({ search }: { search: SearchDetail }) {
  const t = useTranslations('searches');
  return (
    <DialogButton
      label={t('resume')}
      button={{
        leftSection: <IconPlayerPlay size={16} aria-hidden />,
        disabled: search.status === 'finished',
      }}
      title={t('resumeDialog.title')}
      closeLabel={t('cancel')}
    >
      {(close) => <ResumeForm search={search} onDone={close} />}
    </DialogButton>
  );
}

function ResumeForm({ search, onDone }: { search: SearchDetail; onDone: () => void }) {
  const t = useTranslations('searches');
  const f = useFormats();
  const client = useQueryClient();
  const [workers, setWorkers] = useState<Typed>(1);
  const limits = SEARCH_NUMBERS.workers;
  const valid = isTypedValid(limits, workers);
  const resume = useMutation({
    mutationFn: () =>
      sendJson(
        'POST',
        `/searches/${search.id}/resume`,
        { workers: typedNumber(workers) },
        searchDetailSchema,
      ),
    onSuccess: (now) => {
      client.setQueryData(searchKey(search.id), now);
      void client.invalidateQueries({ queryKey: MODELS_KEY });
      onDone();
    },
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (valid) resume.mutate();
      }}
    >
      <Stack gap="md">
        <Text size="sm">
          {t('resumeDialog.about', { left: search.settings.trials - endedTrials(search) })}
        </Text>
        <NumberInput
          label={t('form.numbers.workers')}
          description={t('form.workersHint')}
          value={workers}
          onChange={setWorkers}
          min={limits.min}
          max={limits.max}
          allowDecimal={false}
          clampBehavior="none"
          error={
            valid
              ? null
              : t('form.wholeRange', { min: f.integer(limits.min), max: f.integer(limits.max) })
          }
          data-autofocus
        />
        {resume.isError ? <ErrorState error={resume.error} /> : null}
        <Group justify="flex-end">
          <Button variant="default" onClick={onDone}>
            {t('cancel')}
          </Button>
          <Button type="submit" disabled={!valid} loading={resume.isPending}>
            {t('resume')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
