import { redirect } from 'next/navigation';
import { authorisePage } from '@/lib/server/auth/page';
import { database } from '@/lib/server/db/client';

export const dynamic = 'force-dynamic';

/** Until the weekly page exists, a visitor starts where there is something to do. */
export default async function Home() {
  await authorisePage('data:read');
  const versions = await database().datasetVersion.count();
  redirect(versions > 0 ? '/explore/series' : '/data');
}
