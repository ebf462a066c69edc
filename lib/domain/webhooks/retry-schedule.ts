/** Seconds between the attempts of a delivery, before jitter: two attempts in the first minute, the last after seven hours. */
export const RETRY_SECONDS = [5, 30, 120, 600, 3600, 21_600] as const;

/** Each pause is made up to this share shorter or longer, so that what failed together does not come back together. */
export const JITTER = 0.2;

/**
 * Answers: how long after a failed attempt is the next one due?
 * @param attempts how many there were, from 1
 * @param random uniform in [0, 1)
 * @returns milliseconds; null when it is given up
 * @throws RangeError for a number of attempts that is not a positive integer
 */
export function retryDelayMs(attempts: number, random: () => number): number | null {
  if (!(Number.isInteger(attempts) && attempts >= 1))
    throw new RangeError(`attempts must be a positive integer, got ${attempts}`);
  const seconds = RETRY_SECONDS[attempts - 1];
  if (seconds === undefined) return null;
  return Math.round(1000 * seconds * (1 + JITTER * (2 * random() - 1)));
}
