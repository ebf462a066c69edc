import { DEFAULT_SEQUENCE } from '@/lib/contracts/default-candidates';
import {
  BASELINES,
  candidateSchema,
  type PROMOTIONS,
  splitSettingsSchema,
  TARGETS,
  type Target,
  trainPayloadSchema,
} from '@/lib/contracts/models';
import type { ScalerKind, SEQUENCE_MODELS } from '@/lib/contracts/training';

const SEED_LIMIT = 2 ** 32 - 1;

/** Numbers of the form and where they must lie; the same limits as the contract's. */
export const NUMBERS = {
  trees: { min: 1, max: 5000, whole: true },
  leaves: { min: 2, max: 1024, whole: true },
  treeRate: { min: 0.001, max: 1, whole: false },
  units: { min: 1, max: 512, whole: true },
  layers: { min: 1, max: 4, whole: true },
  dropout: { min: 0, max: 0.9, whole: false },
  l2: { min: 0, max: 1, whole: false },
  learningRate: { min: 0.00001, max: 1, whole: false },
  batchSize: { min: 1, max: 8192, whole: true },
  epochs: { min: 1, max: 1000, whole: true },
  patience: { min: 1, max: 1000, whole: true },
  testAnchors: { min: 1, max: 366, whole: true },
  validationShare: { min: 0.01, max: 0.9, whole: false },
  seed: { min: 0, max: SEED_LIMIT, whole: true },
} as const;
export type NumberName = keyof typeof NUMBERS;

export interface TrainForm {
  readonly targets: readonly Target[];
  readonly baselines: readonly (typeof BASELINES)[number][];
  readonly sequence: boolean;
  readonly architecture: (typeof SEQUENCE_MODELS)[number];
  readonly scaler: ScalerKind;
  readonly split: 'time' | 'random';
  readonly calibration: 'none' | 'platt' | 'isotonic';
  readonly promote: (typeof PROMOTIONS)[number];
  readonly score: boolean;
  /** As typed; an empty field is text. */
  readonly numbers: Readonly<Record<NumberName, number | string>>;
}

/** The defaults that the command line uses as well. */
export function initialForm(): TrainForm {
  const gbdt = candidateSchema.parse({ kind: 'gbdt' });
  const split = splitSettingsSchema.parse({});
  if (DEFAULT_SEQUENCE.kind !== 'sequence' || gbdt.kind !== 'gbdt')
    throw new TypeError('the default candidates have another kind than their names say');
  const { model, training, scaler } = DEFAULT_SEQUENCE;
  return {
    targets: TARGETS,
    baselines: BASELINES,
    sequence: true,
    architecture: model.model,
    scaler,
    split: split.kind,
    calibration: 'platt',
    promote: 'never',
    score: true,
    numbers: {
      trees: gbdt.trees.num_iterations,
      leaves: gbdt.trees.num_leaves,
      treeRate: gbdt.trees.learning_rate,
      units: model.units,
      layers: model.layers,
      dropout: model.dropout,
      l2: model.l2,
      learningRate: training.learningRate,
      batchSize: training.batchSize,
      epochs: training.epochs,
      patience: training.patience,
      testAnchors: split.testAnchors,
      validationShare: split.validationShare,
      seed: split.seed,
    },
  };
}

/** Whether a typed number lies where it must. */
export function isNumberValid(name: NumberName, value: number | string): boolean {
  const { min, max, whole } = NUMBERS[name];
  return (
    typeof value === 'number' && value >= min && value <= max && (!whole || Number.isInteger(value))
  );
}

/** Numbers that the chosen models use; what belongs to others is not looked at. */
export function numbersInUse({ baselines, sequence }: TrainForm): NumberName[] {
  const gbdt: NumberName[] = ['trees', 'leaves', 'treeRate'];
  const model: NumberName[] = [
    'units',
    'layers',
    'dropout',
    'l2',
    'learningRate',
    'batchSize',
    'epochs',
    'patience',
  ];
  return [
    ...(baselines.includes('gbdt') ? gbdt : []),
    ...(sequence ? model : []),
    'testAnchors',
    'validationShare',
    'seed',
  ];
}

/** What to send, or undefined while a field is not as it must be. */
export function payloadOf(form: TrainForm, versionId: string) {
  const { numbers } = form;
  if (numbersInUse(form).some((name) => !isNumberValid(name, numbers[name]))) return undefined;
  const parsed = trainPayloadSchema.safeParse({
    versionId,
    targets: form.targets,
    candidates: [
      ...BASELINES.filter((kind) => form.baselines.includes(kind)).map((kind) =>
        kind === 'gbdt'
          ? {
              kind,
              trees: {
                num_iterations: numbers.trees,
                num_leaves: numbers.leaves,
                learning_rate: numbers.treeRate,
              },
            }
          : { kind },
      ),
      ...(form.sequence ? [sequenceOf(form)] : []),
    ],
    split: {
      kind: form.split,
      testAnchors: numbers.testAnchors,
      validationShare: numbers.validationShare,
      seed: numbers.seed,
    },
    calibration: form.calibration,
    promote: form.promote,
    score: form.score && form.promote !== 'never',
  });
  return parsed.success ? parsed.data : undefined;
}

const sequenceOf = ({ architecture, scaler, numbers }: TrainForm) => ({
  kind: 'sequence',
  scaler,
  model: {
    model: architecture,
    units: numbers.units,
    layers: numbers.layers,
    dropout: numbers.dropout,
    l2: numbers.l2,
  },
  training: {
    epochs: numbers.epochs,
    batchSize: numbers.batchSize,
    learningRate: numbers.learningRate,
    patience: numbers.patience,
  },
});
