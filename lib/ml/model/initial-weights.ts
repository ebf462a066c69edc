import { normal } from '@/lib/domain/random/distributions';
import { createRandom, type Random } from '@/lib/domain/random/generator';
import { elementCount } from '@/lib/ml/graph/shape';
import { type Architecture, type WeightSpec, weightCount, weightSpecs } from './architecture';

/**
 * Fresh weights, flat in the order of `weightSpecs`: kernels uniform (Glorot and Bengio 2010), recurrent kernels
 * orthogonal (Saxe et al. 2014), biases zero, but one for an LSTM's forget gate (Jozefowicz et al. 2015); the same
 * choices as Keras makes.
 */
export function initialWeights(architecture: Architecture, seed: number): Float32Array {
  const specs = weightSpecs(architecture);
  const flat = new Float32Array(weightCount(specs));
  for (const [i, spec] of specs.entries()) {
    // A stream for each weight: one more unit in a layer leaves the other layers' weights as they were.
    flat.set(
      initialWeight(architecture, spec, createRandom(seed, INITIAL_WEIGHTS, i)),
      spec.offset,
    );
  }
  return flat;
}

/** Names this use among the streams of a seed. */
const INITIAL_WEIGHTS = 1;

function initialWeight({ layers }: Architecture, spec: WeightSpec, random: Random): Float64Array {
  const [rows = 1, columns = 1] = spec.shape;
  if (spec.role === 'kernel') {
    const limit = Math.sqrt(6 / (rows + columns));
    return new Float64Array(rows * columns).map(() => (2 * random.uniform() - 1) * limit);
  }
  if (spec.role === 'recurrentKernel') return orthonormalRows(rows, columns, random);
  const bias = new Float64Array(elementCount(spec.shape));
  const layer = layers[Number.parseInt(spec.name, 10)];
  return layer?.kind === 'lstm' ? bias.fill(1, layer.units, 2 * layer.units) : bias;
}

/** Rows of length one at right angles to each other, `rows <= columns`: Gram-Schmidt, twice against rounding. */
function orthonormalRows(rows: number, columns: number, random: Random): Float64Array {
  const matrix = new Float64Array(rows * columns).map(() => normal(random));
  for (let i = 0; i < rows; i++) {
    const row = matrix.subarray(i * columns, (i + 1) * columns);
    for (let pass = 0; pass < 2; pass++) {
      for (let j = 0; j < i; j++) {
        const other = matrix.subarray(j * columns, (j + 1) * columns);
        const projection = dot(row, other);
        for (const [k, value] of other.entries()) row[k] = (row[k] ?? 0) - projection * value;
      }
    }
    const length = Math.sqrt(dot(row, row));
    for (const [k, value] of row.entries()) row[k] = value / length;
  }
  return matrix;
}

const dot = (a: Float64Array, b: Float64Array): number =>
  a.reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0);
