'use client';
import { Grid, Group, Select, Stack, Text, TextInput } from '@mantine/core';
import { useTranslations } from 'next-intl';
import type { Inspection } from '@/lib/contracts/import';
import type { DraftProblem } from '@/lib/contracts/import-draft';
import {
  type FieldSource,
  type FieldSpec,
  type Mapping,
  TABLE_FIELDS,
  type TableName,
} from '@/lib/contracts/tables';

/** Values of the select: a prefix keeps a column named "none" apart from the choice "none". */
const NONE = 'none';
const FIXED = 'fixed';
const COLUMN = 'column:';

interface Props {
  readonly table: TableName;
  readonly columns: Inspection['columns'];
  readonly mapping: Mapping;
  readonly problems: readonly DraftProblem[];
  readonly doubtful: readonly string[];
  readonly onSource: (field: string, source: FieldSource | undefined) => void;
}

/** For each field of the table: the column that feeds it, or one fixed value, or nothing. */
export function MappingEditor({ table, columns, mapping, problems, doubtful, onSource }: Props) {
  const t = useTranslations('data');
  const fields: readonly FieldSpec[] = TABLE_FIELDS[table];
  const used = new Set(Object.values(mapping).flatMap((s) => ('column' in s ? [s.column] : [])));
  const rest = columns.filter((c) => !used.has(c.name)).map((c) => c.name);
  return (
    <Stack gap="xs">
      {fields.map((field) => (
        <FieldRow
          key={field.name}
          table={table}
          field={field}
          columns={columns}
          source={mapping[field.name]}
          problem={problems.find((p) => 'field' in p && p.field === field.name)}
          doubtful={doubtful.includes(field.name)}
          onSource={(source) => onSource(field.name, source)}
        />
      ))}
      {rest.length > 0 ? (
        <Text size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
          {t(table === 'celebs' ? 'mapping.restAttributes' : 'mapping.rest', {
            count: rest.length,
            columns: rest.slice(0, 8).join(', ') + (rest.length > 8 ? ', …' : ''),
          })}
        </Text>
      ) : null}
    </Stack>
  );
}

interface RowProps {
  readonly table: TableName;
  readonly field: FieldSpec;
  readonly columns: Inspection['columns'];
  readonly source: FieldSource | undefined;
  readonly problem: DraftProblem | undefined;
  readonly doubtful: boolean;
  readonly onSource: (source: FieldSource | undefined) => void;
}

function FieldRow({ table, field, columns, source, problem, doubtful, onSource }: RowProps) {
  const t = useTranslations('data');
  const label = t(`fields.${table}.${field.name}.label`);
  const fixed = source !== undefined && 'constant' in source;
  const column = source !== undefined && 'column' in source ? source.column : undefined;
  const examples = columns.find((c) => c.name === column)?.examples ?? [];
  const choices = [
    {
      group: t('mapping.columns'),
      items: columns.map((c) => ({ value: COLUMN + c.name, label: c.name })),
    },
    {
      group: t('mapping.otherwise'),
      items: [
        { value: FIXED, label: t('mapping.fixed') },
        ...(field.required ? [] : [{ value: NONE, label: t('mapping.none') }]),
      ],
    },
  ];
  const value = fixed
    ? FIXED
    : column !== undefined
      ? COLUMN + column
      : field.required
        ? null
        : NONE;
  const choose = (choice: string | null) => {
    if (choice === FIXED) onSource({ constant: '' });
    else if (choice?.startsWith(COLUMN)) onSource({ column: choice.slice(COLUMN.length) });
    else onSource(undefined);
  };
  const error = problem ? t(`mapping.errors.${problem.kind as 'field_missing'}`) : null;
  return (
    <Grid gap={{ base: 4, sm: 'sm' }} align="flex-start" data-field={field.name}>
      <Grid.Col span={{ base: 12, sm: 4, lg: 3 }}>
        <Group gap={6}>
          <Text size="sm" fw={600}>
            {label}
          </Text>
          <Text size="xs" c="dimmed">
            {t(field.required ? 'required' : 'optional')}
          </Text>
        </Group>
        <Text size="xs" c="dimmed">
          {t(`fields.${table}.${field.name}.hint`)}
        </Text>
      </Grid.Col>
      <Grid.Col span={{ base: 12, sm: 4 }}>
        <Select
          aria-label={t('mapping.columnFor', { field: label })}
          data={choices}
          value={value}
          onChange={choose}
          searchable
          allowDeselect={false}
          placeholder={t('mapping.choose')}
          error={fixed ? null : error}
          required={field.required}
          nothingFoundMessage={t('mapping.noColumn')}
        />
        {fixed ? (
          <TextInput
            mt={6}
            aria-label={t('mapping.valueFor', { field: label })}
            placeholder={t('mapping.value')}
            value={source.constant}
            onChange={(event) => onSource({ constant: event.currentTarget.value })}
            error={error}
            autoFocus={source.constant === ''}
          />
        ) : null}
      </Grid.Col>
      <Grid.Col span={{ base: 12, sm: 4, lg: 5 }}>
        {examples.length > 0 ? (
          <Text size="xs" c="dimmed" pt={{ base: 0, sm: 9 }} style={{ overflowWrap: 'anywhere' }}>
            {t('mapping.examples', { values: examples.join(', ') })}
          </Text>
        ) : null}
        {doubtful ? (
          <Text size="xs" fw={600} mt={2}>
            {t(`mapping.doubtful.${field.kind as 'timestamp'}`)}
          </Text>
        ) : null}
      </Grid.Col>
    </Grid>
  );
}
