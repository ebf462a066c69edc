import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { complete, inSlices } from './slices';

let clock = 0;
beforeEach(() => {
  vi.useFakeTimers();
  clock = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => clock);
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

/** Each step takes 5 ms. */
function* steps(done: number[], count: number): Generator<void, void> {
  for (let step = 0; step < count; step++) {
    done.push(step);
    clock += 5;
    yield;
  }
}

test('a work is done at once where it is asked for', () => {
  const done: number[] = [];
  complete(steps(done, 4));
  expect(done).toEqual([0, 1, 2, 3]);
});

test('in slices, a pause comes after 12 ms, and the end is told once', () => {
  const done: number[] = [];
  const onDone = vi.fn();
  inSlices(steps(done, 7), onDone);
  expect(done).toEqual([0, 1, 2]);
  vi.advanceTimersToNextTimer();
  expect(done).toEqual([0, 1, 2, 3, 4, 5]);
  expect(onDone).not.toHaveBeenCalled();
  vi.runAllTimers();
  expect(done).toEqual([0, 1, 2, 3, 4, 5, 6]);
  expect(onDone).toHaveBeenCalledTimes(1);
});

test('what is given up is not gone on with', () => {
  const done: number[] = [];
  const onDone = vi.fn();
  inSlices(steps(done, 7), onDone)();
  vi.runAllTimers();
  expect(done).toEqual([0, 1, 2]);
  expect(onDone).not.toHaveBeenCalled();
});
