import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { DataPage } from '@/components/data/data-page';
import { authorise, LOCAL_SESSION } from '@/lib/server/auth/authorise';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('data'))('title') };
}

export default function Page() {
  authorise(LOCAL_SESSION, 'data:read');
  return <DataPage />;
}
