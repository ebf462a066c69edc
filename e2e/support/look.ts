import { expect, type Page } from '@playwright/test';

/** Widths that pages are looked at. */
export const WIDTHS = { wide: 1440, phone: 390 } as const;

export interface Look {
  readonly locale: 'ko' | 'en';
  readonly scheme: 'light' | 'dark';
  readonly size: keyof typeof WIDTHS;
}

/** How a test is named that looks at a page so. */
export const lookName = ({ locale, scheme, size }: Look): string =>
  `${locale}, ${scheme}, ${WIDTHS[size]} px`;

/** Every language, theme and width, each with both values of the others. */
export const LOOKS: readonly Look[] = [
  { locale: 'ko', scheme: 'light', size: 'wide' },
  { locale: 'ko', scheme: 'dark', size: 'phone' },
  { locale: 'en', scheme: 'dark', size: 'wide' },
  { locale: 'en', scheme: 'light', size: 'phone' },
];

/** Sets language, theme and width for the pages that are opened next. */
export async function setLook(
  page: Page,
  { locale, scheme, size }: Look,
  baseURL: string | undefined,
): Promise<void> {
  await page.context().addCookies([{ name: 'locale', value: locale, url: baseURL ?? '' }]);
  await page.emulateMedia({ colorScheme: scheme });
  await page.setViewportSize({ width: WIDTHS[size], height: 900 });
}

/** Nothing is wider than the page. @param what is looked at, to be named when it fails */
export async function expectNoSidewaysScroll(page: Page, what = ''): Promise<void> {
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect([what, overflow]).toEqual([what, 0]);
}
