import { spawn, spawnSync } from 'node:child_process';
import os from 'node:os';
import path from 'node:path';

/** One line of `bench/results.json`. `ratio` = how many times as fast as the peer; above 1 = faster. */
export interface ResultRow {
  readonly id: string;
  readonly what: string;
  readonly ours: number | null;
  readonly peer: number | null;
  readonly peerName: string;
  readonly ratio: number | null;
  readonly unit: string;
  readonly machine: string;
  readonly date: string;
  /** Why a figure is missing. */
  readonly note?: string;
}

/** What a suite measured; the harness adds machine and date. */
export interface Measurement {
  readonly id: string;
  readonly what: string;
  readonly unit: 's' | 'MB' | 'rows/s' | 'points';
  readonly ours: number | null;
  readonly peer: number | null;
  readonly peerName: string;
  readonly note?: string;
}

export interface Suite {
  /** Ids of the rows that it makes. */
  readonly ids: readonly string[];
  readonly run: (work: string) => Promise<Measurement[]>;
}

export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const [low, high] = [sorted[middle - 1] ?? Number.NaN, sorted[middle] ?? Number.NaN];
  return sorted.length % 2 === 1 ? high : (low + high) / 2;
};

/** The smallest value that at least a share of all values do not exceed. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

/** Seconds that `work` takes by the clock. */
export async function seconds(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return (performance.now() - began) / 1000;
}

/**
 * Medians of several contenders that take turns, A B A B ..., so that a machine that slows down slows all of them.
 * Each contender returns its own figure (seconds, usually); one that is not installed is undefined and gets null.
 */
export async function takeTurns<Name extends string>(
  rounds: number,
  contenders: Readonly<Record<Name, (() => Promise<number>) | undefined>>,
): Promise<Record<Name, number | null>> {
  const entries = Object.entries<(() => Promise<number>) | undefined>(contenders);
  const figures = new Map<string, number[]>(entries.map(([name]) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    for (const [name, measure] of entries) {
      if (!measure) continue;
      const figure = await measure();
      figures.get(name)?.push(figure);
      console.log(`  round ${round + 1}, ${name}: ${figure.toFixed(3)}`);
    }
  }
  const medians = [...figures].map(([name, values]) => [
    name,
    values.length === 0 ? null : median(values),
  ]);
  return Object.fromEntries(medians) as Record<Name, number | null>;
}

const PYTHON = process.env.STAGELIGHT_BENCH_PYTHON || 'python3';

/** Whether the Python peer can be measured: Python is there and has these modules. */
export function pythonHas(...modules: readonly string[]): boolean {
  const code = modules.map((m) => `import ${m}`).join('\n');
  return spawnSync(PYTHON, ['-c', code], { stdio: 'ignore' }).status === 0;
}

/** The installed version of a Python package, for its name in a row; undefined when it is not there. */
export function pythonVersion(distribution: string): string | undefined {
  const code = `from importlib.metadata import version; print(version('${distribution}'))`;
  const outcome = spawnSync(PYTHON, ['-c', code], { stdio: ['ignore', 'pipe', 'ignore'] });
  return outcome.status === 0 ? outcome.stdout.toString().trim() : undefined;
}

/** Runs `bench/peers/<script>` and returns the JSON object that it prints last. */
export async function runPeer(
  script: string,
  args: readonly string[],
): Promise<Record<string, number>> {
  return lastJson(PYTHON, [path.join(import.meta.dirname, 'peers', script), ...args]);
}

/** Runs a program of ours in a process of its own and returns the JSON object that it prints last. */
export async function runOwn(
  script: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Record<string, number>> {
  const file = path.join(import.meta.dirname, script);
  return lastJson(process.execPath, ['--import', 'tsx', file, ...args], env);
}

function lastJson(
  program: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Record<string, number>> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, ...env },
    });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
    child.once('error', reject);
    child.once('close', (code) => {
      const line = output.trim().split('\n').at(-1) ?? '';
      if (code === 0) resolve(JSON.parse(line) as Record<string, number>);
      else
        reject(new Error(`${program} ${args.join(' ')} ended with ${code}: ${output.slice(-500)}`));
    });
  });
}

export const machine = (): string =>
  `${os.cpus()[0]?.model.trim() ?? 'unknown'}, ${os.availableParallelism()} cores, ${Math.round(os.totalmem() / 1024 ** 3)} GB, Node ${process.versions.node}`;
