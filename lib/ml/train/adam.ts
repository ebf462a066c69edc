import type { Value } from '@/lib/ml/graph/graph';
import { add, div, mul, sqrt, sub } from '@/lib/ml/graph/operators';

/** tf.train.adam's defaults. */
export const ADAM = { beta1: 0.9, beta2: 0.999, epsilon: 1e-7 } as const;

export interface AdamState {
  readonly weights: Value;
  /** Running means of the gradient and of its square. */
  readonly firstMoment: Value;
  readonly secondMoment: Value;
}

export interface AdamRates {
  readonly learningRate: Value;
  /** 1 / (1 - beta^t) for step t = 1, 2, ...: the means start at zero. */
  readonly firstCorrection: Value;
  readonly secondCorrection: Value;
}

/** One step of Adam (Kingma and Ba 2015, algorithm 1) on a flat vector of weights. */
export function adamStep(
  { weights, firstMoment, secondMoment }: AdamState,
  gradient: Value,
  { learningRate, firstCorrection, secondCorrection }: AdamRates,
): AdamState {
  const number = (value: number) => gradient.graph.constant([value]);
  const first = add(mul(firstMoment, number(ADAM.beta1)), mul(gradient, number(1 - ADAM.beta1)));
  const second = add(
    mul(secondMoment, number(ADAM.beta2)),
    mul(mul(gradient, gradient), number(1 - ADAM.beta2)),
  );
  const deviation = add(sqrt(mul(second, secondCorrection)), number(ADAM.epsilon));
  const change = div(mul(first, mul(learningRate, firstCorrection)), deviation);
  return { weights: sub(weights, change), firstMoment: first, secondMoment: second };
}

/** The numbers that a step graph takes as its input `rates`. @param step counts from 1 */
export function adamRates(learningRate: number, step: number): [number, number, number] {
  return [learningRate, 1 / (1 - ADAM.beta1 ** step), 1 / (1 - ADAM.beta2 ** step)];
}
