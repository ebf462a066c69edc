import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { ExplainPage } from '@/components/explain/explain-page';
import { chooseRow } from '@/lib/client/choose';
import { championsKey, explanationKey, explanationListKey } from '@/lib/client/query-keys';
import { authorisePage } from '@/lib/server/auth/page';
import { database } from '@/lib/server/db/client';
import { describeExplanation, listExplanations } from '@/lib/server/queries/explain/explanations';
import { listChampions } from '@/lib/server/queries/models/champions';
import { FirstAnswers, oneValue, type Put, readVersion, type Search } from '../first-answers';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('explain'))('title') };
}

async function askExplanation(put: Put, search: Search): Promise<void> {
  const db = database();
  const version = await readVersion(search);
  if (!version) return;
  const { id, datasetId } = version;
  const [list] = await Promise.all([
    put(explanationListKey(id), () => listExplanations(db, id)),
    put(championsKey(datasetId), () => listChampions(db, datasetId)),
  ]);
  const chosen = chooseRow(list?.explanations ?? [], oneValue((await search).explanation));
  if (!chosen) return;
  await put(explanationKey(chosen.id), () => describeExplanation(db, chosen.id));
}

export default async function Page({ searchParams }: { searchParams: Search }) {
  await authorisePage('models:read');
  return (
    <FirstAnswers ask={(put) => askExplanation(put, searchParams)}>
      <ExplainPage />
    </FirstAnswers>
  );
}
