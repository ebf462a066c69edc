import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { ImportPage } from '@/components/data/import/import-page';
import { authorise, LOCAL_SESSION } from '@/lib/server/auth/authorise';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('data.wizard'))('title') };
}

export default function Page() {
  authorise(LOCAL_SESSION, 'data:import');
  return <ImportPage />;
}
