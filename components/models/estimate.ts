import type { Candidate } from '@/lib/contracts/models';

/** Training windows a second on one core, at 64 units and one layer; measured. */
export const WINDOWS_PER_SECOND = { gru: 120_000, bilstm: 48_000, 'gru-bilstm': 35_000 } as const;
/** Epochs that are run before early stopping, as a share of those allowed; seen in experiments. */
export const EPOCH_SHARE = 0.6;
/** Judging a model takes as long for every kind: the bootstrap, per window. */
const JUDGE_SECONDS_PER_WINDOW = 1e-4;
const LEAST_SECONDS = 1;
/** Sequence models train side by side on so many cores. */
export const SIDE_BY_SIDE = 2;

/** Roughly how long training these candidates for one target takes; what is true depends on the machine. */
export function estimateSeconds(candidates: readonly Candidate[], windows: number): number {
  let seconds = 0;
  for (const candidate of candidates) {
    const judging = LEAST_SECONDS + windows * JUDGE_SECONDS_PER_WINDOW;
    if (candidate.kind === 'sequence') {
      const { model, units, layers } = candidate.model;
      const size = Math.max(0.25, (units / 64) ** 2) * layers;
      const seen = windows * candidate.training.epochs * EPOCH_SHARE * size;
      seconds += (seen / WINDOWS_PER_SECOND[model] + judging) / SIDE_BY_SIDE;
    } else if (candidate.kind === 'gbdt') {
      seconds += judging + (windows * candidate.trees.num_iterations) / 700_000;
    } else seconds += judging;
  }
  return seconds;
}
