import type { Random } from '../random/generator';

/** Whole numbers `low`, `low + step`, ..., `high`, both ends included. */
export interface IntegerParameter {
  readonly kind: 'integer';
  readonly name: string;
  readonly low: number;
  readonly high: number;
  /** Default 1; divides `high - low`. Not together with `log`. */
  readonly step?: number;
  /** Searched by its logarithm: 16 to 32 is as wide as 64 to 128. Needs `low` >= 1. */
  readonly log?: boolean;
}

/** Numbers in `[low, high]`. */
export interface FloatParameter {
  readonly kind: 'float';
  readonly name: string;
  readonly low: number;
  readonly high: number;
  /** Searched by its logarithm. Needs `low` > 0. */
  readonly log?: boolean;
}

/** One of several values without an order. */
export interface CategoryParameter {
  readonly kind: 'category';
  readonly name: string;
  readonly choices: readonly ParameterValue[];
}

export type ParameterValue = string | number | boolean;
export type NumericParameter = IntegerParameter | FloatParameter;
export type Parameter = NumericParameter | CategoryParameter;

/** What is searched. A list, so that the order survives a database that sorts the keys of objects. */
export type SearchSpace = readonly Parameter[];

/** One value per parameter, by name. */
export type ParameterValues = Readonly<Record<string, ParameterValue>>;

/** @throws RangeError naming the first parameter that cannot be searched, and why */
export function checkSpace(space: SearchSpace): void {
  if (space.length === 0) throw new RangeError('a search space needs at least one parameter');
  const names = new Set<string>();
  for (const parameter of space) {
    const { name } = parameter;
    if (name === '') throw new RangeError('a parameter needs a name');
    if (names.has(name)) throw new RangeError(`the parameter ${name} appears twice`);
    names.add(name);
    if (parameter.kind === 'category') checkChoices(parameter);
    else checkRange(parameter);
  }
}

function checkChoices({ name, choices }: CategoryParameter): void {
  if (choices.length === 0) throw new RangeError(`${name} needs at least one choice`);
  for (const choice of choices) {
    if (typeof choice === 'number' && !Number.isFinite(choice)) {
      throw new RangeError(`the choices of ${name} must be finite, got ${choice}`);
    }
  }
  if (new Set(choices).size < choices.length) {
    throw new RangeError(`the choices of ${name} must differ, got ${choices.join(', ')}`);
  }
}

function checkRange(parameter: NumericParameter): void {
  const { kind, name, low, high, log } = parameter;
  const holds = kind === 'integer' ? Number.isSafeInteger : Number.isFinite;
  if (!(holds(low) && holds(high))) {
    const wanted = kind === 'integer' ? 'whole' : 'finite';
    throw new RangeError(`the bounds of ${name} must be ${wanted} numbers, got ${low} and ${high}`);
  }
  if (!(low <= high)) {
    throw new RangeError(`${name} must have low <= high, got ${low} and ${high}`);
  }
  if (kind === 'float') {
    if (log && !(low > 0)) {
      throw new RangeError(`${name} is logarithmic and must have low > 0, got ${low}`);
    }
    return;
  }
  if (log && !(low >= 1)) {
    throw new RangeError(`${name} is logarithmic and must have low >= 1, got ${low}`);
  }
  const step = parameter.step ?? 1;
  if (!(Number.isSafeInteger(step) && step >= 1)) {
    throw new RangeError(`the step of ${name} must be a positive whole number, got ${step}`);
  }
  if (log && step !== 1) {
    throw new RangeError(`${name} can have a step or be logarithmic, not both, got step ${step}`);
  }
  if ((high - low) % step !== 0) {
    throw new RangeError(`the step of ${name} must divide ${high} - ${low}, got ${step}`);
  }
}

/** A parameter in one line: `units: integer from 16 to 128 by 16`. For logs and messages of errors. */
export function describeParameter(parameter: Parameter): string {
  if (parameter.kind === 'category') {
    return `${parameter.name}: one of ${parameter.choices.join(', ')}`;
  }
  const { kind, name, low, high, log } = parameter;
  const step = kind === 'integer' ? (parameter.step ?? 1) : 1;
  const by = step === 1 ? '' : ` by ${step}`;
  const word = kind === 'integer' ? 'integer' : 'number';
  return `${name}: ${word} from ${low} to ${high}${by}${log ? ', logarithmic' : ''}`;
}

/** Number of points in the space; Infinity as soon as one parameter is continuous. */
export function cardinality(space: SearchSpace): number {
  return space.reduce((product, parameter) => product * cardinalityOf(parameter), 1);
}

function cardinalityOf(parameter: Parameter): number {
  if (parameter.kind === 'category') return parameter.choices.length;
  const { kind, low, high } = parameter;
  if (low === high) return 1;
  return kind === 'integer' ? (high - low) / (parameter.step ?? 1) + 1 : Infinity;
}

/** Whether there is nothing to choose. */
export const isFixed = (parameter: Parameter): boolean => cardinalityOf(parameter) === 1;

/** An interval of coordinates. */
export interface Extent {
  readonly low: number;
  readonly high: number;
}

const scaled = (value: number, log: boolean | undefined) => (log ? Math.log(value) : value);

/**
 * The interval of coordinates that stands for a numeric parameter: logarithms where it is logarithmic, and for whole
 * numbers half a step more at both ends, so that every value owns a cell and the outer ones are not drawn less often.
 */
export function extentOf(parameter: NumericParameter): Extent {
  const half = parameter.kind === 'integer' ? (parameter.step ?? 1) / 2 : 0;
  return {
    low: scaled(parameter.low - half, parameter.log),
    high: scaled(parameter.high + half, parameter.log),
  };
}

/** The interval of coordinates that decode to one value; empty (low = high) for a continuous parameter. */
export function cellOf(parameter: NumericParameter, value: number): Extent {
  const half = parameter.kind === 'integer' ? (parameter.step ?? 1) / 2 : 0;
  return {
    low: scaled(value - half, parameter.log),
    high: scaled(value + half, parameter.log),
  };
}

/**
 * The coordinate of a value: the number itself, its natural logarithm, or the index of a choice.
 * @throws RangeError for a value that the parameter cannot have
 */
export function encode(parameter: Parameter, value: ParameterValue | undefined): number {
  if (parameter.kind === 'category') {
    const index = value === undefined ? -1 : parameter.choices.indexOf(value);
    return index < 0 ? refuse(parameter, value) : index;
  }
  const { kind, low, high, log } = parameter;
  if (typeof value !== 'number' || !(value >= low && value <= high)) {
    return refuse(parameter, value);
  }
  if (kind === 'integer' && (value - low) % (parameter.step ?? 1) !== 0) {
    return refuse(parameter, value);
  }
  return scaled(value, log);
}

function refuse(parameter: Parameter, value: ParameterValue | undefined): never {
  throw new RangeError(`${describeParameter(parameter)}; got ${value}`);
}

/**
 * The value at a coordinate: rounded to the nearest allowed one and kept within the bounds, so every coordinate has a
 * value and `decode(encode(value))` is the value (up to rounding of the logarithm for logarithmic floats).
 * @throws RangeError when the coordinate is NaN
 */
export function decode(parameter: NumericParameter, coordinate: number): number;
export function decode(parameter: Parameter, coordinate: number): ParameterValue;
export function decode(parameter: Parameter, coordinate: number): ParameterValue {
  if (Number.isNaN(coordinate)) throw new RangeError(`${parameter.name} has no value at NaN`);
  if (parameter.kind === 'category') {
    const index = Math.min(Math.max(Math.round(coordinate), 0), parameter.choices.length - 1);
    return parameter.choices[index] as ParameterValue;
  }
  const { kind, low, high, log } = parameter;
  const raw = log ? Math.exp(coordinate) : coordinate;
  const step = kind === 'integer' ? (parameter.step ?? 1) : 0;
  const value = step === 0 ? raw : low + Math.round((raw - low) / step) * step;
  return Math.min(Math.max(value, low), high);
}

/**
 * Coordinates of all parameters, in the order of the space.
 * @throws RangeError for a missing or impossible value, or one of a parameter that the space lacks
 */
export function encodeAll(space: SearchSpace, values: ParameterValues): Float64Array {
  const coordinates = Float64Array.from(space, (parameter) =>
    encode(parameter, values[parameter.name]),
  );
  const names = new Set(space.map(({ name }) => name));
  for (const name of Object.keys(values)) {
    if (!names.has(name)) throw new RangeError(`the search space has no parameter ${name}`);
  }
  return coordinates;
}

/** The point at the coordinates, one per parameter. @throws RangeError when their number differs or one is NaN */
export function decodeAll(space: SearchSpace, coordinates: ArrayLike<number>): ParameterValues {
  if (coordinates.length !== space.length) {
    throw new RangeError(`${coordinates.length} coordinates do not fit ${space.length} parameters`);
  }
  return Object.fromEntries(
    space.map((parameter, i) => [parameter.name, decode(parameter, coordinates[i] as number)]),
  );
}

/** A value drawn uniformly over cells, the interval, its logarithm, or the choices. Uses one uniform number. */
export function sampleParameter(parameter: Parameter, random: Random): ParameterValue {
  if (parameter.kind === 'category') {
    return parameter.choices[random.integer(parameter.choices.length)] as ParameterValue;
  }
  const { low, high } = extentOf(parameter);
  return decode(parameter, low + random.uniform() * (high - low));
}

/** A point drawn uniformly from the space: what random search proposes. */
export function sampleUniform(space: SearchSpace, random: Random): ParameterValues {
  return Object.fromEntries(
    space.map((parameter) => [parameter.name, sampleParameter(parameter, random)]),
  );
}
