import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { RunPage } from '@/components/models/run-page';
import { authorisePage } from '@/lib/server/auth/page';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('models'))('cardTitle') };
}

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  await authorisePage('models:read');
  return <RunPage id={(await params).id} />;
}
