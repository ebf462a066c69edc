import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { WeekPage } from '@/components/week/week-page';
import { authorisePage } from '@/lib/server/auth/page';
import { database } from '@/lib/server/db/client';

export const dynamic = 'force-dynamic';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('week'))('title') };
}

/** A visitor without data starts where there is something to do. */
export default async function Page() {
  await authorisePage('data:read');
  if ((await database().datasetVersion.count()) === 0) redirect('/data');
  return <WeekPage />;
}
