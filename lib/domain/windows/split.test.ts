import { describe, expect, it } from 'vitest';
import { SplitError, type SplitOptions, splitWindows } from './split';

/** `celebs` celebs with a window on each of `days` days, ordered by anchor. */
function windows(days: number, celebs: number) {
  const n = days * celebs;
  return {
    anchors: Int32Array.from({ length: n }, (_, i) => 100 + Math.floor(i / celebs)),
    celebs: Int32Array.from({ length: n }, (_, i) => i % celebs),
  };
}

const options = (more: Partial<SplitOptions> = {}): SplitOptions => ({
  kind: 'time',
  testAnchors: 14,
  validationShare: 0.2,
  seed: 1,
  outcomeDays: 7,
  ...more,
});
const split = (days: number, celebs: number, more: Partial<SplitOptions> = {}) => {
  const { anchors, celebs: ids } = windows(days, celebs);
  return { anchors, ids, ...splitWindows(anchors, ids, options(more)) };
};
const pick = (from: Int32Array, rows: Int32Array) => [...new Set(Array.from(rows, (r) => from[r]))];

describe('splitWindows by time', () => {
  it('tests the last anchors, purges those whose outcome reaches them, and validates on whole celebs', () => {
    const { anchors, ids, train, validation, test, purged } = split(40, 10);
    expect(pick(anchors, test)).toEqual(Array.from({ length: 14 }, (_, i) => 126 + i));
    // The last training anchor is 119: its outcome ends on 125, the day before the first test anchor.
    expect(pick(anchors, purged)).toEqual([120, 121, 122, 123, 124, 125]);
    expect(Math.max(...pick(anchors, train).map(Number))).toBe(119);
    expect(pick(ids, validation)).toHaveLength(2);
    expect(pick(ids, train)).toHaveLength(8);
    expect(pick(ids, train).filter((id) => pick(ids, validation).includes(id))).toEqual([]);
    expect([train.length, validation.length, test.length, purged.length]).toEqual([
      160, 40, 140, 60,
    ]);
  });

  it('is the same for the same seed and another for another', () => {
    const validators = (seed: number) => {
      const { ids, validation } = split(40, 30, { seed });
      return pick(ids, validation).sort();
    };
    expect(validators(1)).toEqual(validators(1));
    expect(validators(1)).not.toEqual(validators(2));
  });

  it('purges by days, not by anchors, when the stride is a week', () => {
    const anchors = Int32Array.from({ length: 20 }, (_, i) => 7 * Math.floor(i / 2));
    const celebs = Int32Array.from({ length: 20 }, (_, i) => i % 2);
    const result = splitWindows(anchors, celebs, options({ testAnchors: 2 }));
    expect(pick(anchors, result.test)).toEqual([56, 63]);
    expect([...result.purged]).toEqual([]);
    expect(Math.max(...pick(anchors, result.train).map(Number))).toBe(49);
  });

  it('says what is missing when a part would be empty', () => {
    expect(() => split(14, 5)).toThrow(SplitError);
    expect(() => split(14, 5)).toThrow(
      '14 test anchors leave nothing to train on: the windows have 14 anchors',
    );
    expect(() => split(20, 5)).toThrow(
      'no anchor is 7 days older than the first test anchor: the windows have 20 anchors, 14 of them test',
    );
    expect(() => split(40, 1)).toThrow(
      '20 windows before the test anchors are too few to train and to validate on',
    );
    expect(() => splitWindows(new Int32Array(), new Int32Array(), options())).toThrow(
      'the windows have 0 anchors',
    );
  });
});

describe('splitWindows at random', () => {
  it('purges nothing and draws windows', () => {
    const { anchors, train, validation, test, purged } = split(40, 10, { kind: 'random' });
    expect([train.length, validation.length, test.length, purged.length]).toEqual([
      208, 52, 140, 0,
    ]);
    expect(Math.max(...pick(anchors, train).map(Number))).toBe(125);
  });
});
