import { type CelebPath, livePath, ownMean } from './behaviour';
import { BURN_IN_DAYS, DAYS } from './calendar';

/** Celebs and raw event rows of scale 1, the size of the original study. */
export const BLOCK_CELEBS = 3540;
export const BLOCK_EVENTS = 5_186_966;
/** Shares of a block's rows. The rest happens in rooms that no listed celeb owns. */
const OWN_SHARE = 0.28;
const FAN_SHARE = 0.705;
export const ORPHAN_SHARE = 1 - OWN_SHARE - FAN_SHARE;

/** What a block of celebs must show to look like the original study (method §11). */
const WANTED = { windows: [37_800, 39_400], train: [0.352, 0.368], test: [0.322, 0.342] } as const;
const MAX_ATTEMPTS = 24;

export interface Block {
  readonly paths: readonly CelebPath[];
  /** Factors that bring the block's expected rows to `BLOCK_EVENTS`. */
  readonly ownScale: number;
  readonly fanScale: number;
}

/**
 * The lives of one block of celebs (scale 1 = one block). Independent draws of a few thousand heavy-tailed lives
 * differ by several percent, so whole blocks are drawn until one has the study's windows and churn rates: the
 * choice looks at the block's totals only, never at a single celeb.
 * @param count celebs to keep; fewer than a block keeps the first ones of the same block
 */
export function createBlock(seed: number, block: number, count = BLOCK_CELEBS): Block {
  const first = block * BLOCK_CELEBS;
  let best: { paths: CelebPath[]; miss: number } | undefined;
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
    const paths = Array.from({ length: BLOCK_CELEBS }, (_, k) =>
      livePath(seed, first + k, attempt),
    );
    const miss = distance(paths);
    if (!best || miss < best.miss) best = { paths, miss };
    if (miss === 0) break;
  }
  const paths = best?.paths ?? [];
  return { paths: paths.slice(0, count), ...scales(paths) };
}

/** Realised windows and churn rates of a block against what is wanted; 0 = inside. */
function distance(paths: readonly CelebPath[]): number {
  let windows = 0;
  const churned = [0, 0];
  const count = [0, 0];
  for (const { active } of paths) {
    let before = 0;
    let after = 0;
    for (let i = 0; i < 7; i++) {
      before += active[BURN_IN_DAYS + i] ?? 0;
      after += active[BURN_IN_DAYS + 7 + i] ?? 0;
    }
    for (let anchor = 7; anchor + 7 <= DAYS; anchor++) {
      const part = anchor > DAYS - 7 - 14 ? 1 : 0;
      if (before > 0) {
        windows++;
        count[part] = (count[part] ?? 0) + 1;
        if (after === 0) churned[part] = (churned[part] ?? 0) + 1;
      }
      const at = anchor + BURN_IN_DAYS;
      before += (active[at] ?? 0) - (active[at - 7] ?? 0);
      after += (active[at + 7] ?? 0) - (active[at] ?? 0);
    }
  }
  const off = (value: number, [low, high]: readonly [number, number]) =>
    Math.max(0, low - value, value - high) / high;
  return (
    off(windows, WANTED.windows) +
    off((churned[0] ?? 0) / Math.max(1, count[0] ?? 0), WANTED.train) +
    off((churned[1] ?? 0) / Math.max(1, count[1] ?? 0), WANTED.test)
  );
}

function scales(paths: readonly CelebPath[]): { ownScale: number; fanScale: number } {
  const own: number[] = [];
  let fan = 0;
  for (const path of paths) {
    for (let i = BURN_IN_DAYS; i < path.active.length; i++) {
      if (path.active[i] === 1) own.push(ownMean(path.traits, path.state[i] ?? 4));
      fan += path.fanMean[i] ?? 0;
    }
  }
  // Every active day has at least one event, so the own scale is found by a few fixed-point steps.
  const wanted = OWN_SHARE * BLOCK_EVENTS;
  let ownScale = wanted / own.reduce((a, b) => a + b, 0);
  for (let i = 0; i < 30; i++) {
    const expected = own.reduce((sum, mean) => sum + Math.max(1, ownScale * mean), 0);
    ownScale *= wanted / expected;
  }
  return { ownScale, fanScale: (FAN_SHARE * BLOCK_EVENTS) / fan };
}
