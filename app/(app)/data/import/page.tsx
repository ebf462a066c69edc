import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { ImportPage } from '@/components/data/import/import-page';
import { authorisePage } from '@/lib/server/auth/page';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('data.wizard'))('title') };
}

export default async function Page() {
  await authorisePage('data:import');
  return <ImportPage />;
}
