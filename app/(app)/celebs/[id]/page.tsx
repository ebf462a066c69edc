import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { CelebPage } from '@/components/celeb/celeb-page';
import { authorisePage } from '@/lib/server/auth/page';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('celeb'))('title') };
}

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  await authorisePage('data:read');
  // Next hands a page its part of the address as it stands there, encoded.
  return <CelebPage id={decodeURIComponent((await params).id)} />;
}
