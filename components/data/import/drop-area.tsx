'use client';
import { Button, Group, Paper, Text } from '@mantine/core';
import { IconUpload } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { type DragEvent, useRef, useState } from 'react';

const ACCEPT = '.csv,.tsv,.txt,.jsonl,.ndjson,.json,.parquet,.gz,.zst,.zstd';

/** Takes files that are dropped on it or chosen; small once there are files. */
export function DropArea({
  onFiles,
  compact,
}: {
  onFiles: (files: File[]) => void;
  compact: boolean;
}) {
  const t = useTranslations('data.wizard');
  const input = useRef<HTMLInputElement>(null);
  // Entering a child leaves its parent: only the balance tells whether the pointer is still inside.
  const depth = useRef(0);
  const [over, setOver] = useState(false);
  const carriesFiles = (event: DragEvent) => event.dataTransfer.types.includes('Files');
  const enter = (event: DragEvent) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    depth.current++;
    setOver(true);
  };
  const leave = () => {
    depth.current = Math.max(0, depth.current - 1);
    if (depth.current === 0) setOver(false);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    depth.current = 0;
    setOver(false);
    onFiles([...event.dataTransfer.files]);
  };
  return (
    <Paper
      withBorder
      p={compact ? 'sm' : 'xl'}
      radius="md"
      onDragEnter={enter}
      onDragOver={(event) => {
        if (carriesFiles(event)) event.preventDefault();
      }}
      onDragLeave={leave}
      onDrop={drop}
      style={{
        borderStyle: 'dashed',
        borderWidth: 2,
        borderColor: over ? 'var(--mantine-primary-color-filled)' : undefined,
        background: over ? 'var(--mantine-primary-color-light)' : undefined,
      }}
    >
      <input
        ref={input}
        type="file"
        multiple
        accept={ACCEPT}
        hidden
        onChange={(event) => {
          onFiles([...(event.currentTarget.files ?? [])]);
          // Choosing the same file again must count as a choice.
          event.currentTarget.value = '';
        }}
      />
      <Group
        justify={compact ? 'space-between' : 'center'}
        gap="md"
        ta={compact ? 'left' : 'center'}
      >
        {compact ? null : <IconUpload size={36} stroke={1.5} aria-hidden />}
        <div>
          <Text fw={600}>{t(compact ? 'dropMore' : 'drop')}</Text>
          {compact ? null : (
            <Text size="sm" c="dimmed">
              {t('dropHint')}
            </Text>
          )}
        </div>
        <Button
          variant={compact ? 'default' : 'filled'}
          size={compact ? 'xs' : 'sm'}
          onClick={() => input.current?.click()}
        >
          {t('choose')}
        </Button>
      </Group>
    </Paper>
  );
}
