import { describe, expect, it } from 'vitest';
import { OUTAGE } from './calendar';
import {
  activeChance,
  DORMANT,
  FADING,
  fadeFactor,
  GONE,
  SETTLING,
  STATE_COUNT,
  STATES,
  THRIVING,
  transitions,
} from './states';

const fades = Array.from({ length: 60 }, (_, i) => 0.05 * (i + 1));

describe('transitions', () => {
  it('are probabilities, and each row adds up to 1, for every factor up to 3', () => {
    for (const fade of fades.filter((f) => f >= 0.3)) {
      const p = transitions(fade);
      for (let s = 0; s < STATE_COUNT; s++) {
        const row = [...p.subarray(s * STATE_COUNT, (s + 1) * STATE_COUNT)];
        expect(row.every((x) => x >= 0 && x <= 1)).toBe(true);
        expect(Math.abs(row.reduce((a, b) => a + b, 0) - 1)).toBeLessThan(1e-15);
      }
    }
  });

  it('fill the array they are given, whatever it held', () => {
    const used = new Float64Array(STATE_COUNT ** 2).fill(9);
    expect(transitions(1.2, used)).toBe(used);
    expect(used).toEqual(transitions(1.2));
  });

  it('lead back from every state but not out of thin air', () => {
    const p = transitions(1);
    const chance = (from: number, to: number) => p[from * STATE_COUNT + to] ?? 0;
    expect(STATES.length).toBe(STATE_COUNT);
    expect(chance(GONE, SETTLING)).toBeGreaterThan(0);
    expect(chance(DORMANT, THRIVING)).toBeGreaterThan(0);
    expect(chance(FADING, THRIVING)).toBeGreaterThan(0);
    expect(chance(GONE, THRIVING)).toBe(0);
    expect(chance(THRIVING, SETTLING)).toBe(0);
  });
});

describe('fadeFactor', () => {
  it('falls with warmth, so that fans hold a celeb, and stays within what transitions take', () => {
    const warmth = Array.from({ length: 31 }, (_, i) => -1.5 + 0.1 * i);
    const factors = warmth.map((w) => fadeFactor(w, 0));
    factors.slice(1).forEach((f, i) => {
      expect(f).toBeLessThan(factors[i] ?? 0);
    });
    expect(Math.max(...factors)).toBeLessThan(3);
    expect(Math.min(...factors) * 0.93).toBeGreaterThan(0.3);
    expect(fadeFactor(0, 0)).toBe(1);
  });

  it('multiplies the hazards of leaving: warm rooms lose fewer celebs from every live state', () => {
    const warm = transitions(fadeFactor(1, 0));
    const cold = transitions(fadeFactor(-1, 0));
    for (const s of [SETTLING, THRIVING, FADING]) {
      expect(warm[s * STATE_COUNT + GONE]).toBeLessThan(cold[s * STATE_COUNT + GONE] ?? 0);
    }
    expect(warm[THRIVING * STATE_COUNT + FADING]).toBeLessThan(
      cold[THRIVING * STATE_COUNT + FADING] ?? 0,
    );
  });
});

it('activeChance is a probability on every day and nearly nil on the day of the outage', () => {
  for (let s = 0; s < STATE_COUNT; s++) {
    for (let day = -70; day < 146; day++) {
      const p = activeChance(s, day);
      expect(p >= 0 && p <= 0.98).toBe(true);
    }
    expect(activeChance(s, OUTAGE.day)).toBeLessThan(0.04);
  }
  expect(activeChance(GONE, 10)).toBe(0);
});
