'use client';
import { Anchor, Button, Card, Group, List, Stack, Text, Title } from '@mantine/core';
import { IconArrowLeft, IconArrowRight, IconPlayerPlay } from '@tabler/icons-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useVersion } from '@/components/shell/use-version';
import { ErrorState, LoadingState } from '@/components/ui/states';
import { type DraftProblem, draftProblems } from '@/lib/contracts/import-draft';
import { addFiles, beginDraft, draftFiles, useDraft } from './draft-store';
import { DropArea } from './drop-area';
import { FileCard } from './file-card';
import { RunStep } from './run-step';
import { SettingsStep } from './settings-step';
import { type Step, Steps } from './steps';
import { useImportRun } from './use-import-run';
import { useProblemText } from './use-problem-text';

/** Gaps named in the bar; more would hide the page behind it on a small screen. */
const SHOWN = 2;

const ADDRESS = {
  /** The job that runs or ran. */
  job: parseAsString,
  /** A failed job whose draft is to be changed. */
  change: parseAsString,
  /** Append to this dataset. */
  dataset: parseAsString,
  step: parseAsStringLiteral(['files', 'settings']).withDefault('files'),
};

export function ImportPage() {
  const t = useTranslations('data.wizard');
  const [at, setAt] = useQueryStates(ADDRESS, { history: 'push' });
  const draft = useDraft();
  const { datasets } = useVersion();
  const { start, reopen } = useImportRun((job) =>
    setAt({ job: job.id, step: null, dataset: null, change: null }),
  );
  const [strict, setStrict] = useState(false);
  const step: Step = at.job ? 'run' : at.step;
  const busy = draft.files.some((f) => f.phase !== 'ready' && f.phase !== 'failed');
  const unread = draft.files.filter((f) => f.phase === 'failed');
  const problems = draftProblems(draftFiles(draft.files), draft.settings);
  const ofFiles = problems.filter((p) => p.step === 'files');
  const filesReady = !busy && unread.length === 0 && ofFiles.length === 0;

  const arrival = useRef(at);
  useEffect(() => {
    // Only what the address said on arrival: afterwards the reader decides.
    const { job, change, dataset } = arrival.current;
    if (!job && !change) beginDraft(dataset);
  }, []);

  const { mutate: reopenJob } = reopen;
  const change = useCallback(
    (jobId: string) =>
      reopenJob(jobId, { onSuccess: () => void setAt({ job: null, change: null, step: null }) }),
    [reopenJob, setAt],
  );
  useEffect(() => {
    if (at.change) change(at.change);
  }, [at.change, change]);

  const unsent = draft.files.length > 0 && draft.sentAs === null;
  useEffect(() => {
    if (!unsent) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [unsent]);

  const go = (next: 'files' | 'settings') => {
    setStrict(false);
    void setAt({ step: next === 'files' ? null : next, job: null });
    window.scrollTo({ top: 0 });
  };
  const run = () => {
    if (problems.length > 0) setStrict(true);
    else start.mutate();
  };

  return (
    <Stack gap="md" pb={80}>
      <div>
        <Anchor component={Link} href="/data" size="sm">
          <Group component="span" gap={4} display="inline-flex">
            <IconArrowLeft size={14} aria-hidden />
            {t('back')}
          </Group>
        </Anchor>
        <Title order={1}>{t('title')}</Title>
      </div>
      <Steps
        current={step}
        canOpen={(s) => step !== 'run' && (s === 'files' || (s === 'settings' && filesReady))}
        onOpen={(s) => s !== 'run' && go(s)}
      />
      {reopen.isPending ? <LoadingState height={240} /> : null}
      {reopen.isError ? <ErrorState error={reopen.error} /> : null}
      {at.job && !reopen.isPending ? (
        <RunStep jobId={at.job} onChange={(job) => change(job.id)} />
      ) : null}
      {step === 'files' && !reopen.isPending ? (
        <>
          <DropArea onFiles={addFiles} compact={draft.files.length > 0} />
          {draft.files.map((file, i) => (
            <FileCard key={file.key} file={file} first={i === 0} />
          ))}
        </>
      ) : null}
      {step === 'settings' ? (
        <SettingsStep
          files={draft.files}
          settings={draft.settings}
          datasets={datasets}
          problems={problems}
          strict={strict}
        />
      ) : null}
      {start.isError ? <ErrorState error={start.error} /> : null}
      {step === 'run' || draft.files.length === 0 ? null : (
        <Card
          withBorder
          padding="sm"
          shadow="sm"
          style={{ position: 'sticky', bottom: 12, zIndex: 5 }}
        >
          <Group justify="space-between" gap="sm">
            <div style={{ flex: '1 1 260px', minWidth: 0 }} role="status">
              <Missing
                busy={busy}
                unread={unread.map((f) => f.name)}
                failed={draft.files.some((f) => f.phase === 'ready' && f.error !== null)}
                problems={step === 'files' ? ofFiles : problems}
                quiet={step === 'settings' && !strict}
              />
            </div>
            <Group gap="xs">
              {step === 'settings' ? (
                <Button variant="default" onClick={() => go('files')}>
                  {t('previous')}
                </Button>
              ) : null}
              {step === 'files' ? (
                <Button
                  onClick={() => go('settings')}
                  disabled={!filesReady}
                  rightSection={<IconArrowRight size={16} aria-hidden />}
                >
                  {t('next')}
                </Button>
              ) : (
                <Button
                  onClick={run}
                  loading={start.isPending}
                  disabled={!filesReady}
                  leftSection={<IconPlayerPlay size={16} aria-hidden />}
                >
                  {t('run')}
                </Button>
              )}
            </Group>
          </Group>
        </Card>
      )}
    </Stack>
  );
}

/** In one place, what still keeps the reader from going on. */
function Missing({
  busy,
  unread,
  failed,
  problems,
  quiet,
}: {
  busy: boolean;
  unread: readonly string[];
  /** A file was the reason why the last run failed, and has not been changed since. */
  failed: boolean;
  problems: readonly DraftProblem[];
  quiet: boolean;
}) {
  const t = useTranslations('data.wizard');
  const problemText = useProblemText();
  const lines = [
    ...unread.map((name) => t('unreadFile', { name })),
    ...(failed ? [t('lastError')] : []),
    ...(quiet ? [] : problems.map(problemText)),
  ];
  if (busy)
    return (
      <Text size="sm" c="dimmed">
        {t('busy')}
      </Text>
    );
  if (lines.length === 0)
    return (
      <Text size="sm" c="dimmed">
        {t(problems.length === 0 ? 'allSet' : 'almost')}
      </Text>
    );
  return (
    <List size="sm" spacing={2}>
      {lines.slice(0, SHOWN).map((line) => (
        <List.Item key={line}>{line}</List.Item>
      ))}
      {lines.length > SHOWN ? (
        <List.Item>{t('moreProblems', { count: lines.length - SHOWN })}</List.Item>
      ) : null}
    </List>
  );
}
