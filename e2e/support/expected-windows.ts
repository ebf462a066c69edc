import { actsOn, TARGETS } from './log-files';

const OBSERVE = 7;
const OUTCOME = 7;

/**
 * Complete windows and churned ones of the made-up platform over its first `days` days, counted one by one from the
 * definition (docs/method.md, windows): a window is eligible with own-room activity on an observed day, and churned
 * without any on an outcome day.
 */
export function expectedWindows(days: number): { complete: number; churned: number } {
  let complete = 0;
  let churned = 0;
  const active = (celeb: number, from: number, to: number) => {
    for (let day = from; day <= to; day++) if (actsOn(celeb, day)) return true;
    return false;
  };
  for (let anchor = OBSERVE; anchor + OUTCOME - 1 < days; anchor++) {
    TARGETS.forEach((_, celeb) => {
      if (!active(celeb, anchor - OBSERVE, anchor - 1)) return;
      complete++;
      if (!active(celeb, anchor, anchor + OUTCOME - 1)) churned++;
    });
  }
  return { complete, churned };
}
