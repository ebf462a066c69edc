import { type Candidate, candidateSchema, type TrainPayload, trainPayloadSchema } from './models';
import { type ModelSettings, SCALERS, type ScalerKind, SEQUENCE_MODELS } from './training';

const parse = (candidate: unknown): Candidate => candidateSchema.parse(candidate);

/** What every sequence model has to beat (method §7). */
export const BASELINE_CANDIDATES: readonly Candidate[] = [
  parse({ kind: 'most-frequent' }),
  parse({ kind: 'logistic' }),
  parse({ kind: 'gbdt' }),
];

/**
 * Settings that did best on the validation windows of the simulated platform at scale 1: searches of 30 trials for each
 * target, then the neighbourhood of their best trials. Small and strongly dropped out, since 38,000 windows come from
 * only some 2,000 celebs.
 */
const tuned = (model: ModelSettings['model'], scaler: ScalerKind): Candidate =>
  parse({
    kind: 'sequence',
    scaler,
    model: { model, units: 24, layers: 1, dropout: 0.4, l2: 1e-4 },
    training: { epochs: 40, batchSize: 256, learningRate: 0.002, patience: 6 },
  });

/** The sequence model that is trained unless somebody chooses another. */
export const DEFAULT_SEQUENCE: Candidate = tuned('gru-bilstm', 'log1p-standard');

/** The experiment grid: each scaler with each architecture, everything else the same. */
export const gridCandidates = (): Candidate[] =>
  SCALERS.flatMap((scaler) => SEQUENCE_MODELS.map((model) => tuned(model, scaler)));

/** What the demo trains: the baselines and one sequence model for both targets, then scores with the best of each, explains them, and
 * freezes the weeks that a brief looks back on. */
export const defaultTraining = (versionId: string): TrainPayload =>
  trainPayloadSchema.parse({
    versionId,
    candidates: [...BASELINE_CANDIDATES, DEFAULT_SEQUENCE],
    promote: 'best',
    score: true,
    explain: true,
    brief: true,
  });
