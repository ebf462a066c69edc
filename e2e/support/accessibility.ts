import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';
import { DEFAULT_LOCALE, LOCALE_COOKIE } from '../../lib/client/locale';

/**
 * Every rule of axe, once the page is what its reader waits for: in the chosen language, with its title, and nothing
 * moving or being asked for again (a colour in the middle of a fade, or dimmed, has a contrast of its own).
 */
export async function expectNoViolations(page: Page): Promise<void> {
  const chosen = (await page.context().cookies()).find(({ name }) => name === LOCALE_COOKIE);
  await expect(page.locator('html')).toHaveAttribute('lang', chosen?.value ?? DEFAULT_LOCALE);
  await expect(page).toHaveTitle(/\S/);
  await expect(page.locator('.stale')).toHaveCount(0);
  await settle(page);
  // Without frames of other origins, one run in the page finds what a run per frame would, in a third of the time; and
  // only of violations do we read more than one place.
  const { violations } = await new AxeBuilder({ page })
    .setLegacyMode(true)
    .options({ resultTypes: ['violations'] })
    .analyze();
  const told = violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.html.slice(0, 160)} ${node.failureSummary ?? ''}`),
  );
  expect(told).toEqual([]);
}

/** Waits until no animation runs, also none that the end of another began. Endless ones (a spinner) do not count. */
const settle = (page: Page): Promise<void> =>
  page.evaluate(async () => {
    const frame = () => new Promise((drawn) => requestAnimationFrame(drawn));
    for (;;) {
      // What was just rendered begins to move one frame later.
      await frame();
      await frame();
      const running = document
        .getAnimations()
        .filter(
          ({ effect, playState }) =>
            playState === 'running' && effect?.getComputedTiming().endTime !== Infinity,
        );
      if (running.length === 0) return;
      await Promise.all(running.map(({ finished }) => finished.catch(() => undefined)));
    }
  });
