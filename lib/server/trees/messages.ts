import type { TrainingBuffers } from '@/lib/domain/trees/feature-slice';
import type { TreeModel } from '@/lib/domain/trees/model';
import type { SplitRules } from '@/lib/domain/trees/split';

/** Take part in training, as helper `number` (from 0), with the tiles from `firstTile` to before `endTile`. */
export interface TrainMessage {
  readonly kind: 'train';
  readonly number: number;
  readonly buffers: TrainingBuffers;
  readonly firstTile: number;
  readonly endTile: number;
  readonly rules: SplitRules;
  readonly control: Int32Array<SharedArrayBuffer>;
  readonly task: Float64Array<SharedArrayBuffer>;
  readonly answer: Float64Array<SharedArrayBuffer>;
}

/** Explain rows `begin` to before `end` of a shared table and write their SHAP values into `out`. */
export interface ExplainMessage {
  readonly kind: 'explain';
  readonly model: TreeModel;
  readonly values: Float32Array | Float64Array;
  readonly columns: number;
  readonly begin: number;
  readonly end: number;
  readonly out: Float64Array<SharedArrayBuffer>;
}

export type ThreadMessage = TrainMessage | ExplainMessage;

export type ThreadReply =
  | { readonly kind: 'ready' | 'done' }
  | { readonly kind: 'failed'; readonly message: string };
