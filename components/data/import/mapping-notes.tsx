'use client';
import { Alert, Button, Stack, Text } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import type { FieldSource } from '@/lib/contracts/tables';
import type { StoredFile } from './draft-store';

/** A name for the one kind of event that a file without an event column holds. */
const ONLY_EVENT = 'activity';

/** What the reader should know about a file, in words, and the step that usually solves it. */
export function MappingNotes({
  file,
  onSource,
}: {
  file: StoredFile;
  onSource: (field: string, source: FieldSource | undefined) => void;
}) {
  const t = useTranslations('data');
  const { mapping, table, inspection } = file;
  const actor = mapping.actor_id;
  const notes = (inspection?.warnings ?? []).filter(
    (w) => w === 'headerless' || w === 'encoding_not_utf8',
  );
  const noRoom = table === 'events' && !mapping.room_id;
  const noEvent = table === 'events' && !mapping.event;
  if (!noRoom && !noEvent && notes.length === 0) return null;
  return (
    <Stack gap="xs">
      {noRoom ? (
        <Note title={t('warnings.no_room_column.title')}>
          <Text size="sm">{t('warnings.no_room_column.text')}</Text>
          <Text size="sm">{t('warnings.no_room_column.own')}</Text>
          <Button
            size="xs"
            variant="default"
            disabled={!actor}
            onClick={() => onSource('room_id', actor)}
          >
            {actor && 'column' in actor
              ? t('warnings.no_room_column.useActor', { column: actor.column })
              : t('warnings.no_room_column.needsActor')}
          </Button>
        </Note>
      ) : null}
      {noEvent ? (
        <Note title={t('warnings.no_event_column.title')}>
          <Text size="sm">{t('warnings.no_event_column.text')}</Text>
          <Button
            size="xs"
            variant="default"
            onClick={() => onSource('event', { constant: ONLY_EVENT })}
          >
            {t('warnings.no_event_column.use', { name: ONLY_EVENT })}
          </Button>
        </Note>
      ) : null}
      {notes.map((warning) => (
        <Note key={warning} title={t(`warnings.${warning}.title`)}>
          <Text size="sm">
            {t(`warnings.${warning}.text`, {
              encoding: t(`reading.encodings.${inspection?.shape.encoding ?? 'utf-8'}`),
            })}
          </Text>
        </Note>
      ))}
    </Stack>
  );
}

function Note({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <Alert variant="light" color="night" icon={<IconInfoCircle aria-hidden />} title={title}>
      <Stack gap="xs" align="flex-start">
        {children}
      </Stack>
    </Alert>
  );
}
