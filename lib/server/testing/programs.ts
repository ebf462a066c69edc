import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';

export const ROOT = path.resolve(import.meta.dirname, '../../..');

export interface Program {
  readonly child: ChildProcess;
  readonly pid: number;
  /** Everything it printed so far. */
  readonly output: () => string;
  /** Resolves with the first printed line, from now on or before, that matches. Rejects when it ends without. */
  readonly line: (pattern: RegExp) => Promise<string>;
  /** Resolves when it has ended. */
  readonly ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
  /** `kill -9`, and waits for the end. */
  readonly kill: () => Promise<void>;
}

/** Runs Node with the project's TypeScript in a process of its own. `args` as for `node`, e.g. `['workers/main.ts']`. */
export function startProgram(args: readonly string[], env: Record<string, string>): Program {
  const child = spawn(process.execPath, ['--import', 'tsx', ...args], {
    cwd: ROOT,
    env: { ...process.env, DATABASE_URL: '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  let over: string | undefined;
  const waiting = new Set<() => void>();
  const wake = () => {
    for (const check of waiting) check();
  };
  const collect = (chunk: Buffer) => {
    output += chunk.toString();
    wake();
  };
  child.stdout?.on('data', collect);
  child.stderr?.on('data', collect);
  const ended = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve) => {
    child.once('close', (code, signal) => {
      over = `ended (${signal ?? code})`;
      wake();
      resolve({ code, signal });
    });
  });
  return {
    child,
    pid: child.pid ?? 0,
    output: () => output,
    ended,
    line: (pattern) =>
      new Promise((resolve, reject) => {
        const check = () => {
          const found = output.split('\n').find((line) => pattern.test(line));
          if (found !== undefined) resolve(found);
          else if (over) reject(new Error(`${over} without printing ${pattern}:\n${output}`));
          else return;
          waiting.delete(check);
        };
        waiting.add(check);
        check();
      }),
    kill: async () => {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

/** Runs a piece of module code, which may import the project's files by `@/`. */
export const startCode = (code: string, env: Record<string, string> = {}): Program =>
  startProgram(['--input-type=module', '--eval', code], env);
