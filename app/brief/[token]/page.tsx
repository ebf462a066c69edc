import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getFormatter, getTranslations } from 'next-intl/server';
import { cache } from 'react';
import { SharedBrief } from '@/components/brief/shared-brief';
import { database } from '@/lib/server/db/client';
import { sharedWeek } from '@/lib/server/queries/delivery/shares';

export const dynamic = 'force-dynamic';

interface Props {
  readonly params: Promise<{ token: string }>;
}

/**
 * The one page that asks nobody who they are: whoever has the link may read its week, wherever they come from. Whatever
 * is wrong with a link, the answer is the same.
 */
const readWeek = cache(
  async (token: string) => (await sharedWeek(database(), token)) ?? notFound(),
);

// A missing week ends the answer here, before anything of it is sent: its status is 404.
export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { content } = await readWeek((await params).token);
  const t = await getTranslations('week');
  const f = await getFormatter();
  const [from, to] = [content.from, content.to].map((day) => new Date(`${day}T00:00:00Z`));
  const days = from && to ? f.dateTimeRange(from, to, { dateStyle: 'medium' }) : '';
  return { title: t('earlierTitleOf', { days }), robots: 'noindex', referrer: 'no-referrer' };
}

export default async function Page({ params }: Props) {
  return <SharedBrief week={await readWeek((await params).token)} />;
}
