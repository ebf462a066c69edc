import { beforeAll, describe, expect, it, vi } from 'vitest';
import { BURN_IN_DAYS, DAYS, LIVED_DAYS, OUTAGE, VIRAL } from './calendar';
import { ANSWER_LAG_DAYS, BLOCK_CELEBS, type CelebLife, firstLived, liveBlock } from './lives';
import { celebProfile } from './names';
import { GONE, THRIVING } from './states';
import { celebTraits } from './traits';
import { trueWindows } from './truth';

// Whole blocks are lived here: seconds of work, more on a busy machine.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let lives: readonly CelebLife[] = [];
beforeAll(() => {
  lives = liveBlock(7, 0);
});

const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;
const total = (day: number, of: (life: CelebLife) => ArrayLike<number>) =>
  lives.reduce((sum, life) => sum + (of(life)[day + BURN_IN_DAYS] ?? 0), 0);

describe('liveBlock', () => {
  it('lives the same lives again for the same seed, and others for another', () => {
    // As bytes: a comparison of 3640 lives value by value takes ten times as long as living them.
    const bytes = (list: readonly CelebLife[]) =>
      Buffer.concat(
        list.flatMap((l) =>
          [l.state, l.active, l.fans, l.warmth].map(
            (a) => new Uint8Array(a.buffer, a.byteOffset, a.byteLength),
          ),
        ),
      );
    expect(bytes(liveBlock(7, 0)).equals(bytes(lives))).toBe(true);
    expect(bytes(liveBlock(8, 0)).equals(bytes(lives))).toBe(false);
  });

  it('is quiet before a celeb has joined; a newcomer acts on the first day', () => {
    for (const { traits, state, active, fans } of lives) {
      const begin = firstLived(traits);
      expect(state.subarray(0, begin).every((s) => s === GONE)).toBe(true);
      expect(active.subarray(0, begin).every((a) => a === 0)).toBe(true);
      expect(fans.subarray(0, begin).every((f) => f === 0)).toBe(true);
      if (traits.silent) expect(active.includes(1)).toBe(false);
      else if (!traits.veteran) expect(active[begin]).toBe(1);
    }
  });

  it('has newcomers every week, celebs who come back, and listed ones who never act', () => {
    const joined = lives.filter((l) => !l.traits.silent && l.traits.joinDay >= 0);
    for (let week = 0; week < 19; week++) {
      expect(joined.some((l) => Math.floor(l.traits.joinDay / 7) === week)).toBe(true);
    }
    const returns = lives.filter(({ state }) =>
      state.some((s, i) => i > 0 && s !== GONE && state[i - 1] === GONE && state.indexOf(s) < i),
    );
    expect(returns.length).toBeGreaterThan(50);
    const silent = lives.filter((l) => l.traits.silent).length / BLOCK_CELEBS;
    expect(Math.abs(silent - 0.06)).toBeLessThan(0.005);
  });

  it('shows the outage and the viral day', () => {
    const usual = (day: number, of: (life: CelebLife) => ArrayLike<number>) =>
      mean([-14, -7, 7, 14].map((shift) => total(day + shift, of)));
    expect(total(OUTAGE.day, (l) => l.active) / usual(OUTAGE.day, (l) => l.active)).toBeLessThan(
      0.1,
    );
    expect(total(OUTAGE.day, (l) => l.fans) / usual(OUTAGE.day, (l) => l.fans)).toBeLessThan(0.1);
    expect(total(VIRAL.day, (l) => l.fans) / usual(VIRAL.day, (l) => l.fans)).toBeGreaterThan(1.5);
    const viral = lives.filter((l) => l.traits.viral);
    expect(Math.abs(viral.length / BLOCK_CELEBS - 0.05)).toBeLessThan(0.005);
  });

  it('knows the warmth of a week that lies behind the data, from answers inside it only', () => {
    for (const { warmth, traits } of lives.slice(0, 50)) {
      expect(warmth).toHaveLength(LIVED_DAYS + ANSWER_LAG_DAYS);
      expect(warmth.every((w) => Math.abs(w) <= 1.5)).toBe(true);
      expect(warmth[firstLived(traits)]).toBe(0);
    }
  });
});

describe('fans hold celebs', () => {
  it('by the truth: of celebs in one state, each third with warmer answers churns less', () => {
    const alike = lives.flatMap((life) =>
      trueWindows(life)
        .filter((w) => w.anchor < 105 && life.state[w.anchor - 1 + BURN_IN_DAYS] === THRIVING)
        .map((w) => {
          const at = w.anchor + BURN_IN_DAYS;
          return { p: w.pChurn, warm: mean([...life.warmth.subarray(at, at + 7)]) };
        }),
    );
    alike.sort((a, b) => a.warm - b.warm);
    const third = Math.floor(alike.length / 3);
    const [cold, middle, warm] = [0, 1, 2].map((g) =>
      mean(alike.slice(g * third, (g + 1) * third).map((w) => w.p)),
    );
    expect(third).toBeGreaterThan(3000);
    expect(cold ?? 0).toBeGreaterThan(1.3 * (middle ?? 0));
    expect(middle ?? 0).toBeGreaterThan(1.3 * (warm ?? 0));
  });

  it('as anybody sees it: of celebs equally often there, those with more fans than usual leave less', () => {
    for (const ownDays of [5, 6, 7]) {
      const alike = lives.flatMap(({ active, fans, traits }) => {
        const found: { fans: number; churn: number }[] = [];
        for (let anchor = 7; anchor + 7 <= DAYS; anchor++) {
          const at = anchor + BURN_IN_DAYS;
          const own = active.subarray(at - 7, at).reduce((a, b) => a + b, 0);
          if (own !== ownDays) continue;
          const seen = fans.subarray(at - 7, at).reduce((a, b) => a + b, 0);
          const churn = active.subarray(at, at + 7).includes(1) ? 0 : 1;
          found.push({ fans: seen / traits.fanLevel, churn });
        }
        return found;
      });
      alike.sort((a, b) => a.fans - b.fans);
      const third = Math.floor(alike.length / 3);
      const few = mean(alike.slice(0, third).map((w) => w.churn));
      const many = mean(alike.slice(-third).map((w) => w.churn));
      expect(few).toBeGreaterThan(1.5 * many);
    }
  });
});

describe('what the list of celebs says', () => {
  it('follows nothing that a celeb will do: name, genre, agency and region are hashes of the number', () => {
    const traits = celebTraits(1)(5);
    const other = { ...celebTraits(2)(99), standing: traits.standing };
    expect(celebProfile(5, other)).toEqual(celebProfile(5, traits));
  });

  it('has tiers by the size of the room at joining', () => {
    const tier = (standing: number) => celebProfile(1, { ...celebTraits(1)(1), standing }).tier;
    expect([0.1, 0.4, 0.41, 0.85, 0.86].map(tier)).toEqual([
      'rising',
      'rising',
      'regular',
      'regular',
      'partner',
    ]);
  });

  it('tells churners from the others no better than chance, attribute by attribute', () => {
    const attributes = ['genre', 'agency', 'region'] as const;
    const rows = lives.slice(0, 2000).flatMap((life, k) => {
      const windows = trueWindows(life);
      if (windows.length === 0) return [];
      return [{ p: mean(windows.map((w) => w.pChurn)), profile: celebProfile(k, life.traits) }];
    });
    const all = mean(rows.map((r) => r.p));
    const spread = Math.sqrt(mean(rows.map((r) => (r.p - all) ** 2)));
    for (const attribute of attributes) {
      for (const value of new Set(rows.map((r) => r.profile[attribute]))) {
        const group = rows.filter((r) => r.profile[attribute] === value).map((r) => r.p);
        expect(Math.abs(mean(group) - all)).toBeLessThan((4 * spread) / Math.sqrt(group.length));
      }
    }
  });
});

it('holds the same mix of rooms in any run of celebs', () => {
  const traitsOf = celebTraits(3);
  const levels = (first: number) =>
    mean(Array.from({ length: 364 }, (_, k) => Math.log(traitsOf(first + k).ownLevel)));
  for (const first of [0, 364, 10_000, 360_000]) expect(Math.abs(levels(first))).toBeLessThan(0.02);
});
