import { expect, type Page } from '@playwright/test';

/**
 * Presses Back once, and waits until the address is another one. `page.goBack()` alone may end early, with the router's
 * note of the state that is being left: the next press would come before the first one has arrived.
 */
export async function goBack(page: Page): Promise<void> {
  const left = page.url();
  await page.goBack();
  await expect(page).not.toHaveURL(left);
}
