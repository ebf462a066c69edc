'use client';
import { useSyncExternalStore } from 'react';
import { z } from 'zod';
import { ApiError, sendJson } from '@/lib/client/api';
import { uploadFile } from '@/lib/client/upload';
import { type Inspection, inspectionSchema, type Overrides } from '@/lib/contracts/import';
import {
  DEFAULT_SETTINGS,
  type DraftFile,
  type DraftSettings,
  remap,
  settingsOf,
  suggestName,
  withOverride,
  withSource,
} from '@/lib/contracts/import-draft';
import type { ImportPayload } from '@/lib/contracts/jobs';
import type { FieldSource, Mapping, TableName } from '@/lib/contracts/tables';

/** A chosen file on its way: waiting -> sending -> inspecting -> ready, or failed at any point. */
export interface StoredFile {
  readonly key: string;
  readonly name: string;
  readonly bytes: number;
  readonly phase: 'waiting' | 'sending' | 'inspecting' | 'ready' | 'failed';
  readonly sent: number;
  readonly uploadId: string | null;
  /** The last good look into the file; kept while it is read anew. */
  readonly inspection: Inspection | null;
  readonly table: TableName;
  readonly mapping: Mapping;
  readonly overrides: Overrides;
  readonly error: unknown;
}

interface Draft {
  readonly files: readonly StoredFile[];
  readonly settings: DraftSettings;
  /** True once the reader has typed a name, so that no suggestion replaces it. */
  readonly named: boolean;
  /** The job that this draft was sent as. */
  readonly sentAs: string | null;
}

const EMPTY: Draft = { files: [], settings: DEFAULT_SETTINGS, named: false, sentAs: null };
/** Uploads at a time: enough to keep the line busy, few enough that the first file is soon there to be mapped. */
const PARALLEL_UPLOADS = 2;

/**
 * The draft lives outside of any component: uploads go on, and nothing chosen is lost, while the reader looks at
 * another page.
 */
let draft: Draft = EMPTY;
const listeners = new Set<() => void>();
const sources = new Map<string, { file: File; abort: AbortController }>();
/** Counts the looks into a file, so that a late answer to an older choice is dropped. */
const looks = new Map<string, number>();

function update(change: (draft: Draft) => Draft): void {
  draft = change(draft);
  for (const listener of listeners) listener();
}

function patch(key: string, change: Partial<StoredFile>): void {
  update((d) => ({ ...d, files: d.files.map((f) => (f.key === key ? { ...f, ...change } : f)) }));
}

const find = (key: string) => draft.files.find((f) => f.key === key);

export function useDraft(): Draft {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => draft,
    () => EMPTY,
  );
}

/** The inspected files in the form that the pure rules of import-draft.ts judge. */
export function draftFiles(files: readonly StoredFile[]): DraftFile[] {
  return files.flatMap((f) =>
    f.uploadId !== null && f.inspection
      ? [
          {
            uploadId: f.uploadId,
            name: f.name,
            table: f.table,
            mapping: f.mapping,
            overrides: f.overrides,
            columns: f.inspection.columns,
          },
        ]
      : [],
  );
}

export function addFiles(files: readonly File[]): void {
  const added = files.map((file): StoredFile => {
    const key = crypto.randomUUID();
    sources.set(key, { file, abort: new AbortController() });
    return { ...blank(key, file.name, file.size), phase: 'waiting' };
  });
  update((d) => withSuggestedName({ ...d, files: [...d.files, ...added] }));
  pump();
}

const blank = (key: string, name: string, bytes: number): StoredFile => ({
  key,
  name,
  bytes,
  phase: 'inspecting',
  sent: 0,
  uploadId: null,
  inspection: null,
  table: 'events',
  mapping: {},
  overrides: {},
  error: null,
});

function withSuggestedName(d: Draft): Draft {
  if (d.named) return d;
  const name = suggestName(d.files.map((f) => f.name));
  return { ...d, settings: { ...d.settings, name } };
}

/** Starts waiting uploads until enough run. */
function pump(): void {
  const running = draft.files.filter((f) => f.phase === 'sending').length;
  const next = draft.files.find((f) => f.phase === 'waiting');
  if (!next || running >= PARALLEL_UPLOADS) return;
  void send(next.key).finally(pump);
  pump();
}

async function send(key: string): Promise<void> {
  const source = sources.get(key);
  if (!source) return;
  patch(key, { phase: 'sending', sent: 0, error: null });
  try {
    const stored = await uploadFile(source.file, {
      onProgress: (sent) => patch(key, { sent }),
      signal: source.abort.signal,
    });
    if (!find(key)) {
      await dropUpload(stored.id);
      return;
    }
    patch(key, { uploadId: stored.id, bytes: stored.bytes, sent: stored.bytes });
    void inspect(key);
  } catch (error) {
    patch(key, { phase: 'failed', error });
  }
}

/** Looks into an upload with the present overrides; keeps what the reader has mapped where it still fits. */
async function inspect(key: string, table?: TableName): Promise<void> {
  const file = find(key);
  if (!file?.uploadId) return;
  const look = (looks.get(key) ?? 0) + 1;
  looks.set(key, look);
  patch(key, { phase: 'inspecting', error: null });
  try {
    const seen = await sendJson(
      'POST',
      `/uploads/${file.uploadId}/inspect`,
      { overrides: file.overrides, ...(table ? { table } : {}) },
      inspectionSchema,
    );
    if (looks.get(key) !== look) return;
    const now = find(key);
    const known = table ?? (now?.inspection ? now.table : seen.table);
    patch(key, {
      phase: 'ready',
      bytes: seen.bytes,
      inspection: seen,
      table: known,
      mapping: remap(known, now?.mapping ?? {}, seen.columns),
    });
  } catch (error) {
    if (looks.get(key) === look) patch(key, { phase: 'failed', error });
  }
}

/** Sends a file again whose upload broke, or looks into it again. */
export function retryFile(key: string): void {
  const file = find(key);
  const source = sources.get(key);
  if (file?.uploadId) {
    void inspect(key);
  } else if (source) {
    sources.set(key, { file: source.file, abort: new AbortController() });
    patch(key, { phase: 'waiting', error: null });
    pump();
  }
}

export function removeFile(key: string): void {
  const file = find(key);
  sources.get(key)?.abort.abort();
  sources.delete(key);
  looks.delete(key);
  update((d) => withSuggestedName({ ...d, files: d.files.filter((f) => f.key !== key) }));
  if (file?.uploadId) void dropUpload(file.uploadId);
  pump();
}

export function setTable(key: string, table: TableName): void {
  const file = find(key);
  if (file?.inspection)
    patch(key, { table, mapping: remap(table, {}, file.inspection.columns), error: null });
}

export function setSource(key: string, field: string, source: FieldSource | undefined): void {
  const file = find(key);
  if (file) patch(key, { mapping: withSource(file.mapping, field, source), error: null });
}

/** Reads the file in another way; `null` goes back to what was detected. */
export function setOverrides(key: string, choice: Overrides | null): void {
  const file = find(key);
  if (!file) return;
  patch(key, { overrides: choice === null ? {} : withOverride(file.overrides, choice) });
  void inspect(key);
}

/** Shows an error of the last run at the file it names. */
export function setFileError(name: string, error: unknown): void {
  const file = draft.files.find((f) => f.name === name);
  if (file) patch(file.key, { error });
}

export function setSettings(settings: Partial<DraftSettings>): void {
  update((d) => ({
    ...d,
    settings: { ...d.settings, ...settings },
    named: d.named || settings.name !== undefined,
  }));
}

/** Takes up a request that was sent before; its uploads still lie on the server. */
export async function restoreDraft(payload: ImportPayload): Promise<void> {
  clearDraft();
  const files = payload.files.flatMap((f): StoredFile[] =>
    f.uploadId === undefined
      ? []
      : [
          {
            ...blank(crypto.randomUUID(), f.name, 0),
            uploadId: f.uploadId,
            table: f.table,
            mapping: f.mapping,
            overrides: f.overrides ?? {},
          },
        ],
  );
  update(() => ({ files, settings: settingsOf(payload), named: true, sentAs: null }));
  await Promise.all(files.map((f) => inspect(f.key, f.table)));
}

/**
 * Where the wizard is opened: a draft that has become a job is finished business and makes room for a new one; one
 * that was not sent goes on. With a dataset, the files are to be appended to it.
 */
export function beginDraft(datasetId: string | null): void {
  if (draft.sentAs !== null) clearDraft();
  if (datasetId !== null) setSettings({ target: 'append', datasetId });
}

/** Remembers as which job the draft runs; null opens it for changes again. */
export function setSentAs(jobId: string | null): void {
  update((d) => ({ ...d, sentAs: jobId }));
}

/** Forgets the draft; uploads that `keep` does not need are removed from the server. */
export function clearDraft(keep = true): void {
  for (const { abort } of sources.values()) abort.abort();
  const uploads = draft.files.flatMap((f) => (f.uploadId ? [f.uploadId] : []));
  sources.clear();
  looks.clear();
  update(() => EMPTY);
  if (!keep) for (const id of uploads) void dropUpload(id);
}

async function dropUpload(id: string): Promise<void> {
  // One that is left behind is swept away by the server later.
  await sendJson('DELETE', `/uploads/${id}`, undefined, z.unknown()).catch(() => undefined);
}

export const isCancelled = (error: unknown): boolean =>
  error instanceof ApiError && error.body.code === 'cancelled';
