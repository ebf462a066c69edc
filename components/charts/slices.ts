/** Longer than this the reader's own doing should not wait. */
const SLICE_MS = 12;

/** A long work in small steps. */
export type Steps = Iterator<void, void>;

/** Does a work at once. */
export function complete(work: Steps): void {
  while (!work.next().done);
}

/**
 * Does a work in slices, between which the browser answers its reader; the first slice at once.
 * @returns gives the rest of it up
 */
export function inSlices(work: Steps, onDone: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const slice = () => {
    const end = performance.now() + SLICE_MS;
    do {
      if (work.next().done) return onDone();
    } while (performance.now() < end);
    timer = setTimeout(slice);
  };
  slice();
  return () => clearTimeout(timer);
}
