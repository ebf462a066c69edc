import type { SearchDetail, SearchSettings, SearchView } from '@/lib/contracts/search';
import { EPOCH_SHARE, SIDE_BY_SIDE, WINDOWS_PER_SECOND } from '../estimate';

/** Trials that have ended, however. */
export const endedTrials = ({ finished, pruned, failed }: SearchView): number =>
  finished + pruned + failed;

/** Newer trials tell more about the next ones: a sampler that learns proposes other sizes than at the beginning. */
const RECENT = 10;

/** Seconds until all trials have ended, if the rest is like the newest ones; null before the first has ended. */
export function remainingSeconds(search: SearchDetail): number | null {
  const durations = search.trials.flatMap((trial) =>
    trial.status === 'running' || trial.durationMs === null ? [] : [trial.durationMs],
  );
  const recent = durations.slice(-RECENT);
  if (recent.length === 0) return null;
  const mean = recent.reduce((a, b) => a + b, 0) / recent.length;
  const left = Math.max(0, search.settings.trials - endedTrials(search));
  return (mean * left) / 1000 / Math.max(1, search.running);
}

/** Trials that were under way when their worker went away; they are begun anew when the search is resumed. */
export const orphanedTrials = ({ status, trials }: SearchDetail): number =>
  status === 'running' ? 0 : trials.filter((trial) => trial.status === 'running').length;

/** Share of the epochs that pruning saves; seen in experiments. */
const PRUNING_SAVES = 0.4;
const LEAST_SIZE = 0.25;

/**
 * Roughly how long a search takes: the mean cost of a trial drawn evenly from the space (units by their logarithm),
 * on two cores a worker. What is true depends on the machine and on what the search likes.
 */
export function estimateSearchSeconds(
  {
    trials,
    epochs,
    pruning,
    space,
    workers,
  }: Pick<SearchSettings, 'trials' | 'epochs' | 'pruning' | 'space'> & { workers: number },
  windows: number,
): number {
  const { low, high } = space.units;
  // The mean of the square of a number whose logarithm is uniform.
  const meanSquare = low === high ? low ** 2 : (high ** 2 - low ** 2) / (2 * Math.log(high / low));
  const layers = (space.layers.low + space.layers.high) / 2;
  const size = Math.max(LEAST_SIZE, meanSquare / 64 ** 2) * layers;
  const secondsPerWindow =
    space.architecture.reduce((sum, name) => sum + 1 / WINDOWS_PER_SECOND[name], 0) /
    space.architecture.length;
  const seen = windows * epochs * EPOCH_SHARE * (pruning ? 1 - PRUNING_SAVES : 1);
  return (trials * seen * size * secondsPerWindow) / (SIDE_BY_SIDE * workers);
}
