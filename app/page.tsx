import { redirect } from 'next/navigation';
import { authorise, LOCAL_SESSION } from '@/lib/server/auth/authorise';
import { database } from '@/lib/server/db/client';

export const dynamic = 'force-dynamic';

/** Until the weekly page exists, a visitor starts where there is something to do. */
export default async function Home() {
  authorise(LOCAL_SESSION, 'data:read');
  const versions = await database().datasetVersion.count();
  redirect(versions > 0 ? '/explore/series' : '/data');
}
