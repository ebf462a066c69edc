import { beforeAll, describe, expect, it, vi } from 'vitest';
import { poisson } from '@/lib/domain/random/distributions';
import { createRandom } from '@/lib/domain/random/generator';
import { BURN_IN_DAYS, DAYS } from './calendar';
import { type CelebLife, liveBlock } from './lives';
import { activeChance, fadeFactor, GONE, giftMean, STATE_COUNT, transitions } from './states';
import { OBSERVE_DAYS, OUTCOME_DAYS, trueWindows, weekAhead } from './truth';

// Whole blocks are lived here: seconds of work, more on a busy machine.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

/** Both probabilities as a sum over all 5^7 paths of states; active or not is summed out day by day. */
function enumerate(from: number, anchor: number, warmth: Float64Array, giftLevel: number) {
  let pChurn = 0;
  let pNone = 0;
  const walk = (d: number, state: number, path: number, quiet: number, unpaid: number) => {
    if (path === 0) return;
    if (d === OUTCOME_DAYS) {
      pChurn += path * quiet;
      pNone += path * unpaid;
      return;
    }
    const day = anchor + d;
    const warm = warmth[d] ?? 0;
    const p = transitions(fadeFactor(warm, day));
    for (let next = 0; next < STATE_COUNT; next++) {
      const on = activeChance(next, day);
      const noGift =
        on * Math.exp(-giftMean(giftLevel, next, day, true, warm)) +
        (1 - on) * Math.exp(-giftMean(giftLevel, next, day, false, warm));
      const step = p[state * STATE_COUNT + next] ?? 0;
      walk(d + 1, next, path * step, quiet * (1 - on), unpaid * noGift);
    }
  };
  walk(0, from, 1, 1, 1);
  return { pChurn, pSticker: 1 - pNone };
}

/** Both shares among simulated weeks: states, activity and gifts drawn one by one. */
function sample(
  from: number,
  anchor: number,
  warmth: Float64Array,
  giftLevel: number,
  weeks: number,
) {
  const random = createRandom(2023, from, anchor);
  let churned = 0;
  let paid = 0;
  for (let w = 0; w < weeks; w++) {
    let state = from;
    let active = false;
    let gifts = 0;
    for (let d = 0; d < OUTCOME_DAYS; d++) {
      const p = transitions(fadeFactor(warmth[d] ?? 0, anchor + d));
      let left = random.uniform();
      let next = 0;
      for (; next < STATE_COUNT - 1; next++) {
        left -= p[state * STATE_COUNT + next] ?? 0;
        if (left < 0) break;
      }
      state = next;
      const on = random.uniform() < activeChance(state, anchor + d);
      active ||= on;
      gifts += poisson(random, giftMean(giftLevel, state, anchor + d, on, warmth[d] ?? 0));
    }
    if (!active) churned++;
    if (gifts > 0) paid++;
  }
  return { pChurn: churned / weeks, pSticker: paid / weeks };
}

const warmths = [
  new Float64Array(OUTCOME_DAYS),
  Float64Array.of(-1.5, -1, -0.5, 0, 0.5, 1, 1.5),
  Float64Array.of(1.5, 1.5, 1.2, 0.3, -0.2, -1.5, -1.5),
];

describe('weekAhead', () => {
  it('equals the sum over all paths of states', () => {
    for (let from = 0; from < STATE_COUNT; from++) {
      for (const [i, warmth] of warmths.entries()) {
        // Around the outage, the viral day, the turn of the season, and beyond the data.
        const anchor = [60, 97, 139][i] ?? 0;
        const giftLevel = [0.001, 0.05, 0.6][i] ?? 0;
        const fast = weekAhead(from, anchor, warmth, giftLevel);
        const slow = enumerate(from, anchor, warmth, giftLevel);
        expect(Math.abs(fast.pChurn - slow.pChurn)).toBeLessThan(1e-12);
        expect(Math.abs(fast.pSticker - slow.pSticker)).toBeLessThan(1e-12);
      }
    }
  });

  it('equals the shares among sampled weeks within four standard errors', () => {
    const weeks = 20_000;
    for (let from = 0; from < STATE_COUNT; from++) {
      const warmth = warmths[1] ?? new Float64Array(OUTCOME_DAYS);
      const exact = weekAhead(from, 62, warmth, 0.05);
      const drawn = sample(from, 62, warmth, 0.05, weeks);
      for (const key of ['pChurn', 'pSticker'] as const) {
        const error = Math.sqrt((exact[key] * (1 - exact[key])) / weeks);
        expect(Math.abs(drawn[key] - exact[key])).toBeLessThan(4 * error);
      }
    }
  });
});

describe('trueWindows of a whole block', () => {
  let lives: readonly CelebLife[] = [];
  beforeAll(() => {
    lives = liveBlock(20230328, 0);
  });

  it('are the eligible windows, complete and open, and no others', () => {
    for (const life of lives.slice(0, 400)) {
      const expected: number[] = [];
      for (let anchor = OBSERVE_DAYS; anchor <= DAYS; anchor++) {
        const at = anchor + BURN_IN_DAYS;
        if (life.active.subarray(at - OBSERVE_DAYS, at).includes(1)) expected.push(anchor);
      }
      expect(trueWindows(life).map((w) => w.anchor)).toEqual(expected);
    }
  });

  it('predict what happens: in ten groups of rising probability the share that churned is as predicted', () => {
    const seen = lives.flatMap((life) =>
      trueWindows(life)
        .filter((w) => w.anchor + OUTCOME_DAYS <= DAYS)
        .map((w) => {
          const at = w.anchor + BURN_IN_DAYS;
          return {
            p: w.pChurn,
            y: life.active.subarray(at, at + OUTCOME_DAYS).includes(1) ? 0 : 1,
          };
        }),
    );
    const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;
    seen.sort((a, b) => a.p - b.p);
    const size = Math.ceil(seen.length / 10);
    for (let g = 0; g < 10; g++) {
      const group = seen.slice(g * size, (g + 1) * size);
      const gap = mean(group.map((w) => w.y)) - mean(group.map((w) => w.p));
      // Neighbouring windows of a celeb overlap, so there are about a seventh as many independent ones.
      const p = mean(group.map((w) => w.p));
      expect(Math.abs(gap)).toBeLessThan(4 * Math.sqrt((p * (1 - p) * 7) / group.length) + 1e-3);
    }
  });

  it('know no celeb who is gone for good as retained', () => {
    const week = new Float64Array(OUTCOME_DAYS);
    expect(weekAhead(GONE, 50, week, 1).pChurn).toBeGreaterThan(0.99);
    expect(weekAhead(GONE, 50, week, 1).pSticker).toBeLessThan(0.01);
  });
});
