/**
 * The keys under which answers are kept in the browser. The server fills the same ones for the first view of a page
 * (`app/(app)/first-answers.tsx`), so they stand in a module that both may read.
 */

export const DATASETS_KEY = ['datasets'] as const;
export const JOBS_KEY = ['jobs'] as const;

export const clockKey = (dataset: string) => ['clock', dataset] as const;

export const MODELS_KEY = ['models'] as const;
export const championsKey = (dataset: string) => [...MODELS_KEY, 'champions', dataset] as const;

export const WEEKS_KEY = ['weeks'] as const;
export const weekListKey = (dataset: string) => [...WEEKS_KEY, 'list', dataset] as const;
export const weekKey = (id: string) => [...WEEKS_KEY, id] as const;

export const SNAPSHOTS_KEY = ['snapshots'] as const;
export const snapshotListKey = (version: string) => [...SNAPSHOTS_KEY, version] as const;

export const WORKLIST_KEY = ['worklist'] as const;
export const worklistOptionsKey = (snapshot: string, hasReasons: boolean) =>
  [...WORKLIST_KEY, 'options', snapshot, hasReasons] as const;

export const EXPLAIN_KEY = ['explain'] as const;
export const explanationListKey = (version: string) => [...EXPLAIN_KEY, 'list', version] as const;
export const explanationKey = (id: string) => [...EXPLAIN_KEY, id] as const;
