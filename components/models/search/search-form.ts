import type { Target } from '@/lib/contracts/models';
import { newSearchSchema } from '@/lib/contracts/search';
import type { ScalerKind, SEQUENCE_MODELS } from '@/lib/contracts/training';

/** Numbers of the form and where they must lie; the same limits as the contract's. */
export const SEARCH_NUMBERS = {
  trials: { min: 1, max: 1000, whole: true },
  epochs: { min: 1, max: 1000, whole: true },
  patience: { min: 1, max: 1000, whole: true },
  workers: { min: 1, max: 16, whole: true },
  seed: { min: 0, max: 2 ** 32 - 1, whole: true },
} as const;
export type SearchNumber = keyof typeof SEARCH_NUMBERS;

/** Ranges of the space and the ends that neither bound may pass. The lowest rates stand for "above 0". */
export const SEARCH_RANGES = {
  units: { min: 1, max: 512, whole: true },
  layers: { min: 1, max: 4, whole: true },
  dropout: { min: 0, max: 0.9, whole: false },
  learningRate: { min: 1e-6, max: 1, whole: false },
  l2: { min: 1e-9, max: 1, whole: false },
} as const;
export type SearchRange = keyof typeof SEARCH_RANGES;

export const BATCH_SIZES = [32, 64, 128, 256, 512, 1024, 2048] as const;

/** As typed: an empty field is text. */
export type Typed = number | string;

export interface SearchForm {
  readonly target: Target;
  readonly sampler: 'tpe' | 'random';
  readonly pruning: boolean;
  readonly architecture: readonly (typeof SEQUENCE_MODELS)[number][];
  readonly scaler: readonly ScalerKind[];
  readonly batchSize: readonly number[];
  readonly numbers: Readonly<Record<SearchNumber, Typed>>;
  readonly ranges: Readonly<Record<SearchRange, { readonly low: Typed; readonly high: Typed }>>;
}

/** Any uuid makes the contract fill in its defaults. */
const NO_VERSION = '00000000-0000-4000-8000-000000000000';

/** The contract's defaults, which the command line uses as well. */
export function initialSearchForm(target: Target): SearchForm {
  const defaults = newSearchSchema.parse({ versionId: NO_VERSION, target });
  const { trials, epochs, patience, workers, seed, sampler, pruning, space } = defaults;
  const { architecture, scaler, batchSize, units, layers, dropout, learningRate, l2 } = space;
  return {
    target,
    sampler,
    pruning,
    architecture,
    scaler,
    batchSize,
    numbers: { trials, epochs, patience, workers, seed },
    ranges: { units, layers, dropout, learningRate, l2 },
  };
}

/** What is typed as a number; NaN for anything else. `1e-4` is a number, an empty field is none. */
export const typedNumber = (value: Typed): number =>
  typeof value === 'number' ? value : value.trim() === '' ? Number.NaN : Number(value);

interface Limits {
  readonly min: number;
  readonly max: number;
  readonly whole: boolean;
}

/** Whether a typed number lies where it must. */
export function isTypedValid({ min, max, whole }: Limits, typed: Typed): boolean {
  const value = typedNumber(typed);
  return value >= min && value <= max && (!whole || Number.isInteger(value));
}

/** What is wrong with a bound of a range: outside its limits, or above its upper end. */
export function boundError(
  name: SearchRange,
  range: SearchForm['ranges'][SearchRange],
  bound: 'low' | 'high',
): 'limits' | 'order' | null {
  const limits = SEARCH_RANGES[name];
  if (!isTypedValid(limits, range[bound])) return 'limits';
  if (bound === 'high' || !isTypedValid(limits, range.high)) return null;
  return typedNumber(range.low) > typedNumber(range.high) ? 'order' : null;
}

/** What to send, or undefined while a field is not as it must be. */
export function newSearchOf(form: SearchForm, versionId: string) {
  const { target, sampler, pruning, architecture, scaler, batchSize, numbers, ranges } = form;
  for (const name of Object.keys(SEARCH_NUMBERS) as SearchNumber[])
    if (!isTypedValid(SEARCH_NUMBERS[name], numbers[name])) return undefined;
  for (const name of Object.keys(SEARCH_RANGES) as SearchRange[])
    for (const bound of ['low', 'high'] as const)
      if (boundError(name, ranges[name], bound) !== null) return undefined;
  const range = (name: SearchRange) => ({
    low: typedNumber(ranges[name].low),
    high: typedNumber(ranges[name].high),
  });
  const parsed = newSearchSchema.safeParse({
    versionId,
    target,
    sampler,
    pruning,
    trials: typedNumber(numbers.trials),
    epochs: typedNumber(numbers.epochs),
    patience: typedNumber(numbers.patience),
    workers: typedNumber(numbers.workers),
    seed: typedNumber(numbers.seed),
    space: {
      architecture,
      scaler,
      batchSize,
      units: range('units'),
      layers: range('layers'),
      dropout: range('dropout'),
      learningRate: range('learningRate'),
      l2: range('l2'),
    },
  });
  return parsed.success ? parsed.data : undefined;
}
