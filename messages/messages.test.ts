import { type MessageFormatElement, parse, TYPE } from '@formatjs/icu-messageformat-parser';
import { describe, expect, test } from 'vitest';
import { ERROR_CODES } from '@/lib/contracts/errors';
import { INSPECTION_WARNINGS, QUALITY_CHECKS, SEVERITIES } from '@/lib/contracts/import';
import { DRAFT_NOTES, IMPORT_TARGETS } from '@/lib/contracts/import-draft';
import { JOB_STAGES, JOB_STATUSES, JOB_TYPES } from '@/lib/contracts/jobs';
import {
  COMPRESSIONS,
  ENCODINGS,
  FILE_FORMATS,
  REJECT_REASONS,
  TABLE_FIELDS,
  TABLES,
} from '@/lib/contracts/tables';
import en from './en';
import ko from './ko';

/** key -> sentence, with the keys of nested objects joined by dots. */
function flatten(node: unknown, prefix = ''): Map<string, string> {
  if (typeof node === 'string') return new Map([[prefix, node]]);
  return new Map(
    Object.entries(node as Record<string, unknown>).flatMap(([key, value]) => [
      ...flatten(value, prefix === '' ? key : `${prefix}.${key}`),
    ]),
  );
}

/** A sentence's arguments as `name:kind`; a choice within a choice counts too. */
function argumentsOf(elements: readonly MessageFormatElement[]): Set<string> {
  const found = new Set<string>();
  for (const element of elements) {
    if (element.type === TYPE.literal || element.type === TYPE.pound) continue;
    // A number may be shown or counted by: both take a number.
    const numeric = element.type === TYPE.number || element.type === TYPE.plural;
    const kind = numeric ? 'number' : element.type === TYPE.tag ? 'tag' : 'any';
    found.add(`${element.value}:${kind}`);
    if (element.type === TYPE.plural || element.type === TYPE.select)
      for (const option of Object.values(element.options))
        for (const inner of argumentsOf(option.value)) found.add(inner);
    if (element.type === TYPE.tag)
      for (const inner of argumentsOf(element.children)) found.add(inner);
  }
  return found;
}

const locales = { ko: flatten(ko), en: flatten(en) } as const;

test('both languages have the same keys', () => {
  expect([...locales.ko.keys()].sort()).toEqual([...locales.en.keys()].sort());
});

test('both languages use the same arguments in every sentence', () => {
  const different: string[] = [];
  for (const [key, korean] of locales.ko) {
    const english = locales.en.get(key) ?? '';
    const [a, b] = [korean, english].map((text) => [...argumentsOf(parse(text))].sort().join(' '));
    if (a !== b) different.push(`${key}: ko [${a}] en [${b}]`);
  }
  expect(different).toEqual([]);
});

describe.each(Object.entries(locales))('in %s', (locale, sentences) => {
  test('no sentence is empty', () => {
    expect([...sentences].filter(([, text]) => text.trim() === '')).toEqual([]);
  });

  const fields = TABLES.flatMap((table) =>
    TABLE_FIELDS[table].map((field) => `${table}.${field.name}`),
  );
  test.each([
    ['errors', ERROR_CODES, ['']],
    ['jobs.stage', JOB_STAGES, ['']],
    ['jobs.status', JOB_STATUSES, ['']],
    ['jobs.type', JOB_TYPES, ['']],
    ['data.reasons', REJECT_REASONS, ['']],
    ['data.warnings', INSPECTION_WARNINGS, ['.title', '.text']],
    ['data.tables', TABLES, ['']],
    ['data.tableHints', TABLES, ['']],
    ['data.fields', fields, ['.label', '.hint']],
    ['data.notes', DRAFT_NOTES, ['']],
    ['data.settings.targets', IMPORT_TARGETS, ['']],
    ['data.reading.formats', FILE_FORMATS, ['']],
    ['data.reading.encodings', ENCODINGS, ['']],
    ['data.reading.compressions', COMPRESSIONS.filter((c) => c !== 'none'), ['']],
    ['quality.checks', QUALITY_CHECKS, ['.title', '.found', '.none', '.hint']],
    ['quality.severity', SEVERITIES, ['']],
  ] as const)('%s has a sentence for each name', (prefix, names, endings) => {
    const wanted = names.flatMap((name) => endings.map((ending) => `${prefix}.${name}${ending}`));
    expect(wanted.filter((key) => !sentences.has(key))).toEqual([]);
  });

  test('holds no text of the other language', () => {
    if (locale === 'en')
      expect([...sentences].filter(([, text]) => /[가-힣]/.test(text))).toEqual([]);
    else
      expect(
        [...sentences].filter(([key, text]) => key.startsWith('errors.') && !/[가-힣]/.test(text)),
      ).toEqual([]);
  });
});
