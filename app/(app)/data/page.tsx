import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { DataPage } from '@/components/data/data-page';
import { authorisePage } from '@/lib/server/auth/page';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('data'))('title') };
}

export default async function Page() {
  await authorisePage('data:read');
  return <DataPage />;
}
