import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { SeriesPage } from '@/components/series/series-page';
import { authorise, LOCAL_SESSION } from '@/lib/server/auth/authorise';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('series'))('title') };
}

export default function Page() {
  authorise(LOCAL_SESSION, 'data:read');
  return <SeriesPage />;
}
