export interface GridRun {
  readonly id: string;
  readonly jobId: string;
  readonly createdAt: string;
  readonly kind: string;
  readonly scaler: string | null;
}

export interface ExperimentGrid<R> {
  readonly jobId: string;
  /** Of its newest run. */
  readonly createdAt: string;
  /** `cells[scaler][architecture]`; absent while not trained. */
  readonly cells: ReadonlyMap<string, R>;
  readonly baselines: readonly R[];
}

export const cellKey = (scaler: string, architecture: string): string =>
  `${scaler}/${architecture}`;

/**
 * The experiment grids among runs: jobs that trained at least two different cells of scaler x architecture, newest
 * first. One job trains all its cells the same way, so cells of different jobs are never mixed; of two runs of one cell
 * the newer one is shown.
 */
export function experimentGrids<R extends GridRun>(
  runs: readonly R[],
  architectures: readonly string[],
): ExperimentGrid<R>[] {
  const jobs = new Map<string, R[]>();
  for (const run of runs) jobs.set(run.jobId, [...(jobs.get(run.jobId) ?? []), run]);
  const grids: ExperimentGrid<R>[] = [];
  for (const [jobId, members] of jobs) {
    const oldestFirst = members.toSorted((a, b) => a.createdAt.localeCompare(b.createdAt));
    const cells = new Map<string, R>();
    for (const run of oldestFirst)
      if (run.scaler !== null && architectures.includes(run.kind))
        cells.set(cellKey(run.scaler, run.kind), run);
    if (cells.size < 2) continue;
    grids.push({
      jobId,
      createdAt: oldestFirst.at(-1)?.createdAt ?? '',
      cells,
      baselines: oldestFirst.filter((run) => !architectures.includes(run.kind)),
    });
  }
  return grids.sort((a, b) => b.createdAt.localeCompare(a.createdAt));
}

/** Which of `steps` equal parts of [low, high] a value lies in, 0 for the lowest; 0 when all values are equal. */
export function heatStep(value: number, low: number, high: number, steps: number): number {
  if (!(high > low)) return 0;
  return Math.min(steps - 1, Math.max(0, Math.floor(((value - low) / (high - low)) * steps)));
}
