import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';
import { AppError } from '@/lib/server/errors';
import { LAUNCHED } from '@/lib/server/launcher';

export const ROOT = path.resolve(import.meta.dirname, '..');

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 8_000;
/**
 * So many ends in a row before it was ever ready: starting it once more will not help. Only ends of its own count: a
 * program that somebody killed says nothing about whether it can start.
 */
const MAX_FALSE_STARTS = 5;

/** Pause before a child is started again, by the number of its false starts in a row. */
export const pauseMs = (falseStarts: number): number =>
  Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** falseStarts);

export interface ChildOptions {
  readonly name: string;
  /** Arguments for Node. */
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  /** A line that it prints once it works. */
  readonly ready: RegExp;
  /** Time that it gets to finish what it is doing before it is killed. */
  readonly stopWithinMs: number;
}

export interface Child {
  /** Rejects with AppError `unavailable` once it is given up. */
  readonly givenUp: Promise<never>;
  /** Stops it in order; a second call kills it. */
  readonly stop: () => Promise<void>;
}

/** Keeps a Node program running: one that ends is started again, at once if it had worked, else with growing pauses. */
export function keepRunning(options: ChildOptions): Child {
  const { name, args, env, ready, stopWithinMs } = options;
  let stopping = false;
  let falseStarts = 0;
  let child: ChildProcess;
  let ended: Promise<void> = Promise.resolve();
  let restart: NodeJS.Timeout | undefined;
  let giveUp: (error: AppError) => void = () => undefined;
  const givenUp = new Promise<never>((_, reject) => {
    giveUp = reject;
  });
  givenUp.catch(() => undefined); // whoever waits for it hears of it; nobody has to

  const start = () => {
    // A group of its own, so that Ctrl-C in a terminal reaches the launcher only, which then stops it in order.
    // The pipe on its standard input tells it when the launcher is gone (launcher.ts).
    child = spawn(process.execPath, args, {
      cwd: ROOT,
      env: { ...env, [LAUNCHED]: '1' },
      detached: true,
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    let worked = false;
    const show = (chunk: Buffer) => {
      for (const line of chunk.toString().split('\n')) {
        if (line.trim() === '') continue;
        if (ready.test(line)) worked = true;
        console.log(line.startsWith(`[${name}]`) ? line : `[${name}] ${line}`);
      }
    };
    child.stdin?.on('error', () => undefined);
    child.stdout?.on('data', show);
    child.stderr?.on('data', show);
    ended = new Promise((resolve) => {
      child.once('close', (code, signal) => {
        resolve();
        if (worked) falseStarts = 0;
        else if (signal === null) falseStarts++;
        if (!stopping) again(signal ?? `exit code ${code}`);
      });
    });
  };
  const again = (how: string) => {
    if (falseStarts >= MAX_FALSE_STARTS) {
      giveUp(
        new AppError(
          'unavailable',
          `The ${name} ended ${falseStarts} times before it was ready (${how}). Its own messages stand above; "npm run stagelight doctor" checks the rest. Nothing stored is lost.`,
          { reason: name },
        ),
      );
      return;
    }
    console.error(`[${name}] ended unexpectedly (${how}); starting it again.`);
    restart = setTimeout(start, pauseMs(falseStarts));
  };
  start();
  return {
    givenUp,
    stop: async () => {
      clearTimeout(restart);
      child.kill(stopping ? 'SIGKILL' : 'SIGTERM');
      stopping = true;
      const late = setTimeout(() => child.kill('SIGKILL'), stopWithinMs);
      await ended;
      clearTimeout(late);
    },
  };
}
