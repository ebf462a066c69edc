import { type APIRequestContext, expect, type Page } from '@playwright/test';
import type { DecompositionAnswer } from '../../lib/contracts/decomposition';
import { fetchJson } from './demo';

/** What the stories of the series page share. */

/** The simulator's planted days (docs/method.md, simulated data). */
export const OUTAGE = '2023-01-12';
export const VIRAL = '2023-02-18';

export const split = (request: APIRequestContext, versionId: string, query: string) =>
  fetchJson<DecompositionAnswer>(request, `/series/decomposition?version=${versionId}&${query}`);

/** The parts of a series that can be split. */
export async function parts(request: APIRequestContext, versionId: string, query: string) {
  const found = await split(request, versionId, query);
  if (found.kind !== 'parts') throw new Error(found.kind);
  return found;
}

export const card = (page: Page, name: string) => page.getByRole('region', { name, exact: true });
export const query = (page: Page) => Object.fromEntries(new URL(page.url()).searchParams);

/** The numbers of the newest question are on screen. */
export async function settled(page: Page): Promise<void> {
  await expect(page.getByRole('img').first()).toBeVisible();
  await expect(page.locator('main [aria-busy="true"]')).toHaveCount(0);
}

/** Texts of the rows that a table has in the page. */
export const cells = (page: Page, name: string) =>
  card(page, name)
    .locator('tbody tr[data-index]')
    .evaluateAll((rows) =>
      rows.map((row) => [...row.querySelectorAll('td')].map((td) => td.textContent ?? '')),
    );

const format = (digits: number, least: number) =>
  new Intl.NumberFormat('ko', { maximumFractionDigits: digits, minimumFractionDigits: least });
export const decimal = (value: number): string => format(1, 0).format(value);
export const hundredths = (value: number): string => format(2, 2).format(value);
