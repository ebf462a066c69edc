import type { FeatureLedger } from '@/lib/contracts/explain';
import type { ExplainSettings } from '@/lib/contracts/explain-job';
import type { Target } from '@/lib/contracts/models';
import { type WindowTensor, windowFeatures } from '@/lib/domain/baseline/window-features';
import { takeRows } from '@/lib/domain/matrix/matrix';
import { TreeThreads } from '@/lib/server/trees/threads';
import { threadTools } from '@/lib/server/trees/tools';
import { makeLedger } from './ledger';
import { reportSurrogate, type SurrogateReport } from './surrogate-report';

/** Everything that is worked out for one target without the model itself; arrays on shared memory are not copied. */
export interface ExplainTask {
  readonly type: 'explain';
  readonly target: Target;
  /** Complete windows with every series of the daily table. */
  readonly windows: WindowTensor;
  /** The same windows with the series that the explained model reads. */
  readonly modelWindows: WindowTensor;
  /** Of the explained model, for each window. */
  readonly logits: Float64Array;
  readonly labels: Uint8Array;
  readonly celebIndex: Int32Array;
  readonly anchor: Int32Array;
  readonly train: Int32Array;
  readonly heldOut: Int32Array;
  readonly settings: ExplainSettings;
  readonly threads: number;
}

export interface ExplainResult {
  readonly ledger: FeatureLedger;
  readonly surrogate: SurrogateReport;
}

/** Share of the work that the Boruta trials are, at full size; only the estimate depends on it. */
const LEDGER_SHARE = 0.7;

/** @throws RangeError when all labels of the training windows are equal */
export async function explainWindows(
  task: ExplainTask,
  onProgress: (share: number) => void,
): Promise<ExplainResult> {
  const { target, labels, celebIndex, anchor, train, heldOut, logits, settings } = task;
  const threads = await TreeThreads.open(task.threads);
  try {
    const tools = threadTools(threads);
    const surrogate = await reportSurrogate(
      { windows: task.modelWindows, logits, train, heldOut, anchor, seed: settings.seed },
      tools,
      (share) => onProgress(share * (1 - LEDGER_SHARE)),
    );
    const sums = windowFeatures(task.windows, ['sum']);
    const ledger = await makeLedger(
      {
        target,
        table: { ...takeRows(sums, train), names: task.windows.features },
        labels: Uint8Array.from(train, (row) => labels[row] ?? 0),
        celebIndex: Int32Array.from(train, (row) => celebIndex[row] ?? -1),
        settings,
      },
      tools,
      (share) => onProgress(1 - LEDGER_SHARE + share * LEDGER_SHARE),
    );
    return { ledger, surrogate };
  } finally {
    await threads.close();
  }
}
