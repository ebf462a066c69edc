import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { ExplainPage } from '@/components/explain/explain-page';
import { authorisePage } from '@/lib/server/auth/page';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('explain'))('title') };
}

export default async function Page() {
  await authorisePage('models:read');
  return <ExplainPage />;
}
