import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { CohortsPage } from '@/components/cohorts/cohorts-page';
import { authorisePage } from '@/lib/server/auth/page';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('cohorts'))('title') };
}

export default async function Page() {
  await authorisePage('data:read');
  return <CohortsPage />;
}
