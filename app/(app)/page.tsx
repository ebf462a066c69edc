import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { WeekPage } from '@/components/week/week-page';
import { weekKey, weekListKey } from '@/lib/client/query-keys';
import { authorisePage } from '@/lib/server/auth/page';
import { database } from '@/lib/server/db/client';
import { getWeek, listWeeks } from '@/lib/server/queries/weeks/weeks';
import { FirstAnswers, oneValue, type Put, readVersion, type Search } from './first-answers';

export const dynamic = 'force-dynamic';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('week'))('title') };
}

async function askWeek(put: Put, search: Search): Promise<void> {
  const version = await readVersion(search);
  if (!version) return;
  const { datasetId } = version;
  const list = await put(weekListKey(datasetId), () => listWeeks(database(), datasetId));
  const id = oneValue((await search).week) ?? list?.weeks[0]?.id;
  if (id) await put(weekKey(id), () => getWeek(database(), id));
}

/** A visitor without data starts where there is something to do. */
export default async function Page({ searchParams }: { searchParams: Search }) {
  await authorisePage('data:read');
  if ((await database().datasetVersion.count()) === 0) redirect('/data');
  return (
    <FirstAnswers ask={(put) => askWeek(put, searchParams)}>
      <WeekPage />
    </FirstAnswers>
  );
}
