/**
 * Keeps what was found under the last few keys that were asked for. Two who ask at once wait for one search; one that
 * fails is not kept.
 * @param count how many are kept
 */
export function keepNewest<Value>(
  count: number,
): (key: string, find: () => Promise<Value>) => Promise<Value> {
  const kept = new Map<string, Promise<Value>>();
  return (key, find) => {
    const known = kept.get(key);
    // Put last again, so that the first of the map is the one that nobody has asked for the longest.
    kept.delete(key);
    const value = known ?? find();
    kept.set(key, value);
    if (!known)
      value.catch(() => {
        if (kept.get(key) === value) kept.delete(key);
      });
    const [oldest] = kept.keys();
    if (kept.size > count && oldest !== undefined) kept.delete(oldest);
    return value;
  };
}
