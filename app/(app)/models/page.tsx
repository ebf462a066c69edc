import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { ModelsPage } from '@/components/models/models-page';
import { authorisePage } from '@/lib/server/auth/page';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('models'))('title') };
}

export default async function Page() {
  await authorisePage('models:read');
  return <ModelsPage />;
}
