import { dehydrate, HydrationBoundary, QueryClient } from '@tanstack/react-query';
import { cache, type ReactNode } from 'react';
import { chooseVersion } from '@/lib/client/choose';
import type { VersionView } from '@/lib/contracts/datasets';
import { database } from '@/lib/server/db/client';
import { describeDatasets } from '@/lib/server/queries/datasets';

/** What a page's address says after the question mark. */
export type Search = Promise<Readonly<Record<string, string | string[] | undefined>>>;

/** One value of an address; null when it is absent or there are several. */
export const oneValue = (value: string | string[] | undefined): string | null =>
  typeof value === 'string' ? value : null;

/** Asked once for a page and what is around it. */
export const readDatasets = cache(async () => ({ datasets: await describeDatasets(database()) }));

/** The version that a page is about, as `useVersion` chooses it. */
export async function readVersion(search: Search): Promise<VersionView | undefined> {
  const { datasets } = await readDatasets();
  return chooseVersion(datasets, oneValue((await search).version));
}

/**
 * Keeps an answer under the key by which the browser would ask for it.
 * @param ask what the API answers with
 * @returns undefined where the question failed: the browser then asks again, and says what is wrong
 */
export type Put = <T>(key: readonly unknown[], ask: () => Promise<T>) => Promise<T | undefined>;

interface Props {
  readonly ask: (put: Put) => Promise<unknown>;
  readonly children: ReactNode;
}

/**
 * Sends the answers that a page's components will ask for along with the page: what they show stands in its HTML, before
 * any script has run, and no question waits for another's answer.
 */
export async function FirstAnswers({ ask, children }: Props) {
  const client = new QueryClient();
  const put: Put = async (key, question) => {
    await client.prefetchQuery({ queryKey: key, queryFn: question });
    return client.getQueryData(key);
  };
  try {
    await ask(put);
  } catch {
    // The page goes without: its components ask by themselves and show what is wrong.
  }
  return <HydrationBoundary state={dehydrate(client)}>{children}</HydrationBoundary>;
}
