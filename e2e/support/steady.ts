import { expect } from '@playwright/test';

/** What is read once it does not change any more: two reads in a row, a tenth of a second or more apart, agree. */
export async function steady<T>(read: () => Promise<T>): Promise<T> {
  let last = await read();
  // The first look comes at once, the later ones after a pause.
  let looks = 0;
  await expect
    .poll(async () => {
      const before = JSON.stringify(last);
      last = await read();
      return looks++ > 0 && JSON.stringify(last) === before;
    })
    .toBe(true);
  return last;
}
