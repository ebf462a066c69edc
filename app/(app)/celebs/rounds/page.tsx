import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { RoundsPage } from '@/components/rounds/rounds-page';
import { authorisePage } from '@/lib/server/auth/page';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('rounds'))('title') };
}

export default async function Page() {
  await authorisePage('data:read');
  return <RoundsPage />;
}
