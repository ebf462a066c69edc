import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { NotFound } from '@/components/shell/not-found';
import AppLayout from './(app)/layout';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('states'))('notFound') };
}

/** For an address that no page has. */
export default function NoSuchPage() {
  return (
    <AppLayout>
      <NotFound />
    </AppLayout>
  );
}
