import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { SegmentsPage } from '@/components/segments/segments-page';
import { authorisePage } from '@/lib/server/auth/page';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('segments'))('title') };
}

export default async function Page() {
  await authorisePage('data:read');
  return <SegmentsPage />;
}
