import { z } from 'zod';
import { type ScalerKind, scalerKindSchema } from '@/lib/contracts/training';

/** A fitted scaler as plain JSON: x -> (f(x) - center) / scale for each feature, f = log1p for `log1p-standard`. */
export const scalerSchema = z.object({
  kind: scalerKindSchema,
  center: z.array(z.number()),
  scale: z.array(z.number().gt(0)),
});
export type Scaler = z.infer<typeof scalerSchema>;

/**
 * Fits a scaler on some windows, in practice those of training; all days of a window count alike. A feature that is
 * constant there is only centred.
 *
 * - `standard`: mean and standard deviation (division by n, as scikit-learn's StandardScaler)
 * - `min-max`: smallest value to 0, largest to 1
 * - `robust`: median and interquartile range (linear interpolation, as scikit-learn's RobustScaler)
 * - `log1p-standard`: log(1 + x), then as `standard`; for counts
 *
 * @param x `[n, steps, features]`, row-major
 * @param rows which of the n windows
 * @throws RangeError when there is no row, a number is not finite, or a logarithm is asked of a number <= -1
 */
export function fitScaler(
  kind: ScalerKind,
  x: Float32Array,
  rows: Int32Array,
  steps: number,
  features: number,
): Scaler {
  if (rows.length === 0) throw new RangeError('there is no window to fit the scaler on');
  const center: number[] = [];
  const scale: number[] = [];
  const values = new Float64Array(rows.length * steps);
  for (let feature = 0; feature < features; feature++) {
    let at = 0;
    for (const row of rows) {
      for (let step = 0; step < steps; step++) {
        const value = x[(row * steps + step) * features + feature] ?? Number.NaN;
        if (!Number.isFinite(value)) {
          throw new RangeError(`window ${row}, day ${step}, feature ${feature} is ${value}`);
        }
        values[at++] = kind === 'log1p-standard' ? logOnePlus(value, feature) : value;
      }
    }
    const fitted = FIT[kind](values);
    center.push(fitted.center);
    scale.push(fitted.scale > 0 ? fitted.scale : 1);
  }
  return { kind, center, scale };
}

/**
 * Scales windows into a new array; float64 inside, float32 outside.
 * @param x `[..., features]`, row-major
 * @throws RangeError when the features do not fit or a logarithm is asked of a number <= -1
 */
export function scaleWindows({ kind, center, scale }: Scaler, x: Float32Array): Float32Array {
  const features = center.length;
  if (features === 0 || x.length % features !== 0) {
    throw new RangeError(`${x.length} numbers are no rows of ${features} features`);
  }
  if (kind === 'none') return x.slice();
  const out = new Float32Array(x.length);
  for (let feature = 0; feature < features; feature++) {
    const middle = center[feature] ?? 0;
    const factor = 1 / (scale[feature] ?? 1);
    for (let at = feature; at < x.length; at += features) {
      const value = x[at] ?? 0;
      out[at] =
        ((kind === 'log1p-standard' ? logOnePlus(value, feature) : value) - middle) * factor;
    }
  }
  return out;
}

function logOnePlus(value: number, feature: number): number {
  if (value <= -1) {
    throw new RangeError(`log1p needs numbers above -1, feature ${feature} has ${value}`);
  }
  return Math.log1p(value);
}

interface Fit {
  readonly center: number;
  readonly scale: number;
}

function standard(values: Float64Array): Fit {
  let sum = 0;
  for (const value of values) sum += value;
  const center = sum / values.length;
  let squares = 0;
  for (const value of values) squares += (value - center) ** 2;
  // Rounding gives a constant feature a tiny spread; dividing by that would blow up any other value.
  const scale = Math.sqrt(squares / values.length);
  return { center, scale: scale > Math.abs(center) * 1e-12 ? scale : 0 };
}

function minMax(values: Float64Array): Fit {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return { center: low, scale: high - low };
}

function robust(values: Float64Array): Fit {
  values.sort();
  return { center: quantile(values, 0.5), scale: quantile(values, 0.75) - quantile(values, 0.25) };
}

/** Linear between the two nearest order statistics (Hyndman and Fan 1996, type 7). */
function quantile(sorted: Float64Array, p: number): number {
  const position = (sorted.length - 1) * p;
  const below = Math.floor(position);
  const low = sorted[below] ?? Number.NaN;
  const high = sorted[Math.min(below + 1, sorted.length - 1)] ?? Number.NaN;
  return low + (high - low) * (position - below);
}

const FIT: Readonly<Record<ScalerKind, (values: Float64Array) => Fit>> = {
  none: () => ({ center: 0, scale: 1 }),
  standard,
  'min-max': minMax,
  robust,
  'log1p-standard': standard,
};
