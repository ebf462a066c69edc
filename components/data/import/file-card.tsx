'use client';
import {
  ActionIcon,
  Badge,
  Box,
  Button,
  Card,
  Collapse,
  Group,
  Progress,
  Select,
  Skeleton,
  Stack,
  Text,
} from '@mantine/core';
import {
  IconAlertTriangle,
  IconChevronDown,
  IconChevronRight,
  IconCircleCheck,
  IconX,
} from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useId, useState } from 'react';
import { ErrorState } from '@/components/ui/states';
import { useFormats } from '@/components/ui/use-formats';
import { doubtfulFields, fileProblems } from '@/lib/contracts/import-draft';
import { TABLES } from '@/lib/contracts/tables';
import {
  draftFiles,
  isCancelled,
  removeFile,
  retryFile,
  type StoredFile,
  setOverrides,
  setSource,
  setTable,
} from './draft-store';
import classes from './file-card.module.css';
import { MappingEditor } from './mapping-editor';
import { MappingNotes } from './mapping-notes';
import { PreviewTable } from './preview-table';
import { ReadingOptions } from './reading-options';

/** One file of the draft: upload, how it is read, what its columns mean, its first rows. */
export function FileCard({ file, first }: { file: StoredFile; first: boolean }) {
  const t = useTranslations('data');
  const f = useFormats();
  const id = useId();
  const [draft] = draftFiles([file]);
  const problems = draft ? fileProblems(draft) : [];
  const doubtful = draft ? doubtfulFields(draft) : [];
  const needsCare = problems.length > 0 || doubtful.length > 0 || file.error !== null;
  const [opened, setOpened] = useState<boolean | null>(null);
  const shown = opened ?? (first || needsCare);
  const Chevron = shown ? IconChevronDown : IconChevronRight;
  const onSource = (field: string, source: Parameters<typeof setSource>[2]) =>
    setSource(file.key, field, source);
  return (
    <Card withBorder padding="md" role="group" aria-label={file.name}>
      <div className={classes.head}>
        <Group gap="xs" wrap="nowrap" style={{ minWidth: 0, flex: 1 }} align="flex-start">
          {file.inspection ? (
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={t(shown ? 'wizard.hideFile' : 'wizard.showFile', { name: file.name })}
              aria-expanded={shown}
              aria-controls={id}
              onClick={() => setOpened(!shown)}
            >
              <Chevron size={18} aria-hidden />
            </ActionIcon>
          ) : null}
          <Box style={{ minWidth: 0 }}>
            <Text fw={600} style={{ overflowWrap: 'anywhere' }}>
              {file.name}
            </Text>
            <Text size="xs" c="dimmed">
              {f.bytes(file.bytes)}
            </Text>
          </Box>
        </Group>
        <div className={classes.state}>
          <FileState file={file} missing={problems.length} />
        </div>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={t(file.phase === 'sending' ? 'wizard.cancelUpload' : 'wizard.remove', {
            name: file.name,
          })}
          onClick={() => removeFile(file.key)}
        >
          <IconX size={18} aria-hidden />
        </ActionIcon>
      </div>
      {file.phase === 'waiting' || file.phase === 'sending' ? <Upload file={file} /> : null}
      {file.error !== null && !isCancelled(file.error) ? (
        <Box mt="sm">
          <ErrorState
            error={file.error}
            onRetry={file.phase === 'failed' ? () => retryFile(file.key) : undefined}
          />
        </Box>
      ) : null}
      {file.phase === 'inspecting' && !file.inspection ? <Skeleton height={120} mt="sm" /> : null}
      {file.phase === 'failed' && !file.inspection && file.uploadId ? (
        <Box mt="sm">
          <ReadingOptions
            shape={null}
            overrides={file.overrides}
            onChange={(choice) => setOverrides(file.key, choice)}
            busy={false}
          />
        </Box>
      ) : null}
      {file.inspection ? (
        <Collapse expanded={shown} id={id}>
          <Stack gap="md" mt="sm" className={file.phase === 'inspecting' ? 'stale' : undefined}>
            <Group gap="md" align="flex-end">
              <Select
                label={t('wizard.table')}
                w={240}
                allowDeselect={false}
                data={TABLES.map((value) => ({ value, label: t(`tables.${value}`) }))}
                value={file.table}
                onChange={(value) => {
                  const table = TABLES.find((name) => name === value);
                  if (table) setTable(file.key, table);
                }}
              />
              <Text size="sm" c="dimmed" pb={8} style={{ flex: '1 1 280px' }}>
                {t(`tableHints.${file.table}`)}
              </Text>
            </Group>
            <ReadingOptions
              shape={file.inspection.shape}
              overrides={file.overrides}
              onChange={(choice) => setOverrides(file.key, choice)}
              busy={file.phase === 'inspecting'}
            />
            <MappingNotes file={file} onSource={onSource} />
            <MappingEditor
              table={file.table}
              columns={file.inspection.columns}
              mapping={file.mapping}
              problems={problems}
              doubtful={doubtful}
              onSource={onSource}
            />
            <PreviewTable inspection={file.inspection} table={file.table} mapping={file.mapping} />
          </Stack>
        </Collapse>
      ) : null}
    </Card>
  );
}

function FileState({ file, missing }: { file: StoredFile; missing: number }) {
  const t = useTranslations('data.wizard');
  const table = useTranslations('data.tables');
  if (file.phase === 'ready' && missing === 0 && file.error === null) {
    return (
      <Badge
        variant="default"
        tt="none"
        leftSection={
          <IconCircleCheck size={13} color="var(--mantine-color-teal-text)" aria-hidden />
        }
      >
        {t('ready', { table: table(file.table) })}
      </Badge>
    );
  }
  if (file.phase === 'ready' || file.phase === 'failed') {
    return (
      <Badge
        variant="default"
        tt="none"
        leftSection={
          <IconAlertTriangle size={13} color="var(--mantine-color-red-text)" aria-hidden />
        }
      >
        {missing > 0 ? t('missing', { count: missing }) : t('unreadable')}
      </Badge>
    );
  }
  return (
    <Badge variant="default" tt="none">
      {t(`phase.${file.phase}`)}
    </Badge>
  );
}

function Upload({ file }: { file: StoredFile }) {
  const t = useTranslations('data.wizard');
  const f = useFormats();
  const share = file.bytes > 0 ? Math.min(1, file.sent / file.bytes) : 0;
  return (
    <Stack gap={4} mt="sm">
      <Progress value={share * 100} aria-label={t('uploadOf', { name: file.name })} />
      <Group justify="space-between">
        <Text size="xs" c="dimmed" className="tabular">
          {t('sent', { sent: f.bytes(file.sent), total: f.bytes(file.bytes) })}
        </Text>
        <Button size="compact-xs" variant="subtle" onClick={() => removeFile(file.key)}>
          {t('cancel')}
        </Button>
      </Group>
    </Stack>
  );
}
