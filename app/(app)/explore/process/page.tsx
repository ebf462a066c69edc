import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { ProcessPage } from '@/components/process/process-page';
import { authorisePage } from '@/lib/server/auth/page';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('process'))('title') };
}

export default async function Page() {
  await authorisePage('data:read');
  return <ProcessPage />;
}
