'use client';
import { Button, Collapse, Group, Select, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useTranslations } from 'next-intl';
import { useId } from 'react';
import type { FileShape, Overrides } from '@/lib/contracts/import';
import { ENCODINGS } from '@/lib/contracts/tables';

const DELIMITERS = { comma: ',', tab: '\t', semicolon: ';', bar: '|' } as const;
type DelimiterName = keyof typeof DELIMITERS;
const NAMES = Object.keys(DELIMITERS) as DelimiterName[];
const nameOf = (delimiter: string | undefined) =>
  NAMES.find((name) => DELIMITERS[name] === delimiter) ?? null;

interface Props {
  /** What was detected, with the overrides applied; null when the file could not be read. */
  readonly shape: FileShape | null;
  readonly overrides: Overrides;
  readonly onChange: (choice: Overrides | null) => void;
  readonly busy: boolean;
}

/** How the file is read, in one line, and the choices to read it in another way. */
export function ReadingOptions({ shape, overrides, onChange, busy }: Props) {
  const t = useTranslations('data.reading');
  const [opened, { toggle }] = useDisclosure(shape === null);
  const id = useId();
  const parquet = shape?.format === 'parquet';
  const changed = Object.keys(overrides).length > 0;
  const format = overrides.format ?? shape?.format ?? 'csv';
  const lines = format === 'jsonl';
  return (
    <div>
      <Group gap="xs">
        <Text size="sm" c="dimmed">
          {shape ? <Summary shape={shape} /> : t('unknown')}
        </Text>
        {parquet ? null : (
          <Button
            size="compact-xs"
            variant="subtle"
            onClick={toggle}
            aria-expanded={opened}
            aria-controls={id}
          >
            {t('change')}
          </Button>
        )}
        {changed ? (
          <Button size="compact-xs" variant="subtle" onClick={() => onChange(null)} disabled={busy}>
            {t('reset')}
          </Button>
        ) : null}
      </Group>
      {parquet ? null : (
        <Collapse expanded={opened} id={id}>
          <Group gap="sm" mt="xs" align="flex-end">
            <Select
              size="xs"
              w={160}
              label={t('format')}
              allowDeselect={false}
              data={(['csv', 'jsonl'] as const).map((value) => ({
                value,
                label: t(`formats.${value}`),
              }))}
              value={lines ? 'jsonl' : 'csv'}
              onChange={(value) => onChange({ format: value === 'jsonl' ? 'jsonl' : 'csv' })}
            />
            <Select
              size="xs"
              w={140}
              label={t('delimiter')}
              disabled={lines}
              allowDeselect={false}
              placeholder={t('detected')}
              data={NAMES.map((value) => ({ value, label: t(`delimiters.${value}`) }))}
              value={nameOf(overrides.delimiter ?? shape?.delimiter)}
              onChange={(value) => {
                const name = NAMES.find((n) => n === value);
                if (name) onChange({ delimiter: DELIMITERS[name] });
              }}
            />
            <Select
              size="xs"
              w={170}
              label={t('encoding')}
              allowDeselect={false}
              placeholder={t('detected')}
              data={ENCODINGS.map((value) => ({ value, label: t(`encodings.${value}`) }))}
              value={overrides.encoding ?? shape?.encoding ?? null}
              onChange={(value) => {
                const encoding = ENCODINGS.find((e) => e === value);
                if (encoding) onChange({ encoding });
              }}
            />
            <Select
              size="xs"
              w={170}
              label={t('firstLine')}
              disabled={lines}
              allowDeselect={false}
              placeholder={t('detected')}
              data={[
                { value: 'header', label: t('header') },
                { value: 'data', label: t('noHeader') },
              ]}
              value={
                (overrides.header ?? shape?.header) === undefined
                  ? null
                  : (overrides.header ?? shape?.header)
                    ? 'header'
                    : 'data'
              }
              onChange={(value) => onChange({ header: value === 'header' })}
            />
          </Group>
        </Collapse>
      )}
    </div>
  );
}

function Summary({ shape }: { shape: FileShape }) {
  const t = useTranslations('data.reading');
  const parts = [t(`formats.${shape.format}`)];
  if (shape.compression !== 'none') parts.push(t(`compressions.${shape.compression}`));
  const delimiter = nameOf(shape.delimiter);
  if (shape.format === 'csv' && delimiter) parts.push(t(`delimiters.${delimiter}`));
  if (shape.format !== 'parquet') parts.push(t(`encodings.${shape.encoding}`));
  if (shape.format === 'csv' || shape.format === 'tsv')
    parts.push(t(shape.header ? 'header' : 'noHeader'));
  parts.push(t('columnCount', { count: shape.columns.length }));
  return parts.join(' · ');
}
