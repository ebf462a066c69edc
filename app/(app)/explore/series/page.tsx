import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { SeriesPage } from '@/components/series/series-page';
import { authorisePage } from '@/lib/server/auth/page';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('series'))('title') };
}

export default async function Page() {
  await authorisePage('data:read');
  return <SeriesPage />;
}
