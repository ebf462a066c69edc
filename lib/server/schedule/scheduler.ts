import type { Database } from '@/lib/server/db/client';
import { type Loop, startLoop } from '@/lib/server/loop';
import { startDue } from './start-due';

const LOOK_EVERY_MS = 15_000;

/** Starts weekly runs when they are due; any number of workers may look at once. */
export const startScheduler = (options: {
  readonly db: Database;
  readonly echo?: (line: string) => void;
  readonly lookEveryMs?: number;
}): Loop =>
  startLoop(options.lookEveryMs ?? LOOK_EVERY_MS, async () => {
    for (const id of await startDue(options.db, new Date()))
      options.echo?.(`A weekly run is due: job ${id}.`);
  });
