import type { SearchSettings, TrialView } from '@/lib/contracts/search';
import { SEARCH_DIRECTION, searchTrialOf, trialCandidate } from '@/lib/contracts/search-space';
import { microAveragePrecision } from '@/lib/domain/metrics/ranking';
import { shouldPrune } from '@/lib/domain/search/median-pruner';
import { AppError, describeError } from '@/lib/server/errors';
import type { Attempt } from '@/lib/server/jobs/attempt';
import type { JobReporter } from '@/lib/server/jobs/progress';
import { createTrialPool, type TrialPool } from '@/lib/server/ml/trial-pool';
import { fitCandidate, ScaledWindows } from '../fit-candidate';
import type { ModelData } from '../model-data';
import { type ModelContext, openModelData } from '../train-candidates';
import {
  type ClaimedTrial,
  claimTrial,
  finishTrial,
  readSearch,
  readTrials,
  releaseTrials,
  reportTrial,
} from './trial-store';

/**
 * Works on a search until all its trials are taken: one trial a thread, each published when it ends. Any number of
 * jobs may do so at the same time. What was killed or cancelled leaves every finished trial where it is.
 * @returns ids for the job's result
 * @throws AppError `trials_failed` when no trial of the whole search could be finished, `cancelled`, `conflict`
 */
export async function runSearchTrials(
  context: ModelContext,
  job: Attempt,
  searchId: string,
  report: JobReporter,
): Promise<{ datasetId: string; versionId: string; searchId: string }> {
  const { db, threads } = context;
  const { settings } = await readSearch(db, searchId);
  report.stage('load');
  const { version, data } = await openModelData(context, settings, report.signal);
  report.stage('search');
  const pool = createTrialPool(threads);
  const worker = new SearchWorker(context, job, searchId, settings, data, pool, report);
  try {
    await worker.refresh();
    await Promise.all(Array.from({ length: threads }, () => worker.lane()));
    if (worker.failure) throw worker.failure.error;
  } catch (error) {
    // Nobody goes on with them; where the database is away, the next claim finds them abandoned.
    await releaseTrials(db, job, searchId).catch(() => undefined);
    throw error;
  } finally {
    await pool.close();
  }
  const trials = await readTrials(db, searchId);
  if (trials.every((trial) => trial.status === 'failed')) {
    const reason = trials.at(-1)?.error ?? '';
    throw new AppError('trials_failed', `Every trial failed, the last with: ${reason}`, { reason });
  }
  return { datasetId: version.datasetId, versionId: version.id, searchId };
}

/** What the lanes of one job share. */
class SearchWorker {
  /** All trials as they were after the newest epoch of any lane; pruning looks at them. */
  #trials: readonly TrialView[] = [];
  /** What stopped the lanes before all trials were taken. */
  failure: { readonly error: unknown } | undefined;
  readonly #stop = new AbortController();
  readonly #signal: AbortSignal;
  readonly #scaled: ScaledWindows;
  readonly #labels: Uint8Array;

  constructor(
    private readonly context: ModelContext,
    private readonly job: Attempt,
    private readonly searchId: string,
    private readonly settings: SearchSettings,
    private readonly data: ModelData,
    private readonly pool: TrialPool,
    private readonly report: JobReporter,
  ) {
    this.#signal = AbortSignal.any([report.signal, this.#stop.signal]);
    this.#scaled = new ScaledWindows(data);
    const labels = data.labels[settings.target];
    this.#labels = Uint8Array.from(data.split.validation, (row) => labels[row] ?? 0);
  }

  async refresh(): Promise<void> {
    this.#trials = await readTrials(this.context.db, this.searchId);
    const ended = this.#trials.filter((trial) => trial.status !== 'running').length;
    this.report.share(ended / this.settings.trials);
  }

  /** One trial after the other. A lane that fails stops the others: what it met, they would meet as well. */
  async lane(): Promise<void> {
    try {
      for (;;) {
        this.#signal.throwIfAborted();
        const { db } = this.context;
        const trial = await claimTrial(db, this.job, this.searchId, this.settings);
        if (!trial) return;
        await this.#run(trial);
        await this.refresh();
      }
    } catch (error) {
      this.failure ??= { error };
      this.#stop.abort();
    }
  }

  async #run(trial: ClaimedTrial): Promise<void> {
    const { number } = trial;
    const began = performance.now();
    const intermediate: (number | null)[] = [];
    let pruned = false;
    let written: Promise<void> = Promise.resolve();
    const onEpoch = (_: unknown, probabilities: Float32Array): 'stop' | undefined => {
      const value = microAveragePrecision(this.#labels, probabilities);
      intermediate.push(Number.isFinite(value) ? value : null);
      const soFar = [...intermediate];
      // One after the other; a database that is away for a moment costs a point of a chart, not the trial.
      written = written.then(() => this.#tell(number, soFar)).catch(() => undefined);
      pruned = this.settings.pruning && this.#isBehind(number, soFar);
      return pruned ? 'stop' : undefined;
    };
    const took = () => performance.now() - began;
    try {
      const candidate = trialCandidate(this.settings, trial.parameters, number);
      const fitted = await fitCandidate(
        {
          data: this.data,
          pool: this.pool,
          threads: 1,
          scaled: this.#scaled,
          signal: this.#signal,
          onEpoch,
        },
        this.settings.target,
        candidate,
      );
      await written;
      const value = pruned
        ? (intermediate.at(-1) ?? null)
        : microAveragePrecision(this.#labels, fitted.validation);
      await this.#finish(number, {
        status: pruned ? 'pruned' : 'finished',
        value,
        bestEpoch: fitted.bestStep,
        intermediate,
        durationMs: took(),
      });
    } catch (error) {
      await written;
      if (!isOwnFault(error)) throw error;
      const { message } = describeError(error);
      await this.#finish(number, {
        status: 'failed',
        value: null,
        bestEpoch: null,
        intermediate,
        durationMs: took(),
        error: message,
      });
    }
  }

  async #tell(number: number, intermediate: readonly (number | null)[]): Promise<void> {
    await reportTrial(this.context.db, this.job, this.searchId, number, intermediate);
    await this.refresh();
  }

  async #finish(number: number, outcome: Parameters<typeof finishTrial>[4]): Promise<void> {
    await finishTrial(this.context.db, this.job, this.searchId, number, outcome);
    const value = outcome.value === null ? outcome.error : `micro-AP ${outcome.value.toFixed(4)}`;
    this.report.log(
      `Trial ${number + 1} of ${this.settings.trials} ${outcome.status}: ${value} (${outcome.intermediate.length} epochs, ${(outcome.durationMs / 1000).toFixed(1)} s).`,
      outcome.status === 'failed' ? 'warning' : 'info',
    );
  }

  #isBehind(number: number, intermediate: readonly (number | null)[]): boolean {
    const others = this.#trials.filter((trial) => trial.number !== number).map(searchTrialOf);
    return shouldPrune(intermediate, others, SEARCH_DIRECTION);
  }
}

/** Whether it is the trial's settings that failed, so that others may do better. */
const isOwnFault = (error: unknown): boolean =>
  error instanceof AppError && error.code === 'training_diverged';
