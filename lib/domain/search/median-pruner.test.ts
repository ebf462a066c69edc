import { describe, expect, it } from 'vitest';
import { shouldPrune } from './median-pruner';
import type { Trial, TrialState } from './trials';

const trial = (
  number: number,
  intermediate: Trial['intermediate'],
  state: TrialState = 'finished',
): Trial => ({ number, state, values: {}, value: state === 'finished' ? 0.5 : null, intermediate });

/** Five finished trials; at step 1 they have 0.5, 0.6, 0.7, 0.8, 0.9: median 0.7. */
const FIVE = [
  [0.9, 0.5],
  [0.9, 0.6, 0.1],
  [0.1, 0.7, 0.2],
  [0.1, 0.8, 0.3],
  [0.2, 0.9, 0.4],
].map((intermediate, number) => trial(number, intermediate));

// Beyond these cases, decisions of optuna 5.0.0's MedianPruner on 300 random histories (both directions, pruned and
// shortened trials, start-up, warm-up and interval varied) were the same.
describe('shouldPrune', () => {
  it.each([
    // Its best so far, 0.65, is below the median 0.7.
    [[0.6, 0.65], true],
    [[0.65, 0.1], true],
    // Equal to the median is not worse.
    [[0.7, 0.1], false],
    [[0.1, 0.7], false],
    [[0.1, 0.71], false],
    // Step 0: 0.1, 0.1, 0.2, 0.9, 0.9, median 0.2.
    [[0.19], true],
    [[0.2], false],
    // Step 2: the trial that stopped early does not count; 0.1, 0.2, 0.3, 0.4, median 0.25.
    [[0, 0.2, 0.24], true],
    [[0, 0.25, 0], false],
    // No finished trial got to step 3.
    [[0, 0, 0, 0], false],
    [[], false],
  ])('maximising, %j -> %s', (intermediate, expected) => {
    expect(shouldPrune(intermediate, FIVE, 'maximise')).toBe(expected);
  });

  it.each([
    [[0.9, 0.75], true],
    [[0.9, 0.7], false],
    [[0.6, 0.9], false],
    [[0.21], true],
    [[0.2], false],
  ])('minimising, %j -> %s', (intermediate, expected) => {
    expect(shouldPrune(intermediate, FIVE, 'minimise')).toBe(expected);
  });

  it('waits for the start-up trials; only finished ones count', () => {
    const others = [
      ...FIVE.slice(0, 4),
      trial(5, [0.9, 0.9], 'pruned'),
      trial(6, [0.9, 0.9], 'running'),
      trial(7, [0.9, 0.9], 'failed'),
    ];
    expect(shouldPrune([0, 0], others, 'maximise')).toBe(false);
    // Median of 0.5, 0.6, 0.7, 0.8 at step 1.
    expect(shouldPrune([0, 0.64], others, 'maximise', { startupTrials: 4 })).toBe(true);
    expect(shouldPrune([0, 0.65], others, 'maximise', { startupTrials: 4 })).toBe(false);
    expect(shouldPrune([0, 0], [], 'maximise', { startupTrials: 0 })).toBe(false);
  });

  it('waits for the warm-up and checks at intervals after it', () => {
    const long = Array.from({ length: 5 }, (_, i) => trial(i, [1, 1, 1, 1, 1, 1]));
    const stops = [1, 2, 3, 4, 5, 6].map((steps) =>
      shouldPrune(new Array<number>(steps).fill(0), long, 'maximise', {
        warmupSteps: 1,
        intervalSteps: 2,
      }),
    );
    expect(stops).toEqual([false, true, false, true, false, true]);
  });

  it('leaves undefined values out, and stops a trial that has no other', () => {
    expect(shouldPrune([null, Number.NaN], FIVE, 'maximise')).toBe(true);
    expect(shouldPrune([0.7, null], FIVE, 'maximise')).toBe(false);
    const others = [...FIVE.slice(0, 4), trial(4, [0.2, Number.NaN, 0.4])];
    expect(shouldPrune([0, 0.64], others, 'maximise')).toBe(true);
    expect(shouldPrune([0, 0.65], others, 'maximise')).toBe(false);
  });

  it.each([
    [{ startupTrials: -1 }, 'startupTrials must be a whole number from 0, got -1'],
    [{ warmupSteps: 0.5 }, 'warmupSteps must be a whole number from 0, got 0.5'],
    [{ intervalSteps: 0 }, 'intervalSteps must be a whole number from 1, got 0'],
  ])('refuses %j', (settings, message) => {
    expect(() => shouldPrune([1], FIVE, 'maximise', settings)).toThrow(message);
  });
});
