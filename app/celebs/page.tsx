import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { WorklistPage } from '@/components/worklist/worklist-page';
import { authorisePage } from '@/lib/server/auth/page';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('worklist'))('title') };
}

export default async function Page() {
  await authorisePage('data:read');
  return <WorklistPage />;
}
