import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { WorklistPage } from '@/components/worklist/worklist-page';
import { chooseRow } from '@/lib/client/choose';
import { clockKey, snapshotListKey, worklistOptionsKey } from '@/lib/client/query-keys';
import type { Session } from '@/lib/server/auth/authorise';
import { authorisePage } from '@/lib/server/auth/page';
import { database } from '@/lib/server/db/client';
import { listSnapshots } from '@/lib/server/queries/snapshots/snapshots';
import { worklistOptions } from '@/lib/server/queries/worklist/worklist';
import { readClock } from '@/lib/server/work/clock';
import { FirstAnswers, oneValue, type Put, readVersion, type Search } from '../first-answers';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('worklist'))('title') };
}

async function askWorklist(put: Put, search: Search, session: Session): Promise<void> {
  const db = database();
  const version = await readVersion(search);
  if (!version) return;
  const { id, datasetId } = version;
  const [list] = await Promise.all([
    put(snapshotListKey(id), () => listSnapshots(db, id)),
    put(clockKey(datasetId), () => readClock(db, datasetId)),
  ]);
  const snapshot = chooseRow(list?.snapshots ?? [], oneValue((await search).snapshot));
  if (!snapshot) return;
  await put(worklistOptionsKey(snapshot.id, snapshot.hasReasons), () =>
    worklistOptions(db, session, snapshot.id),
  );
}

export default async function Page({ searchParams }: { searchParams: Search }) {
  const session = await authorisePage('data:read');
  return (
    <FirstAnswers ask={(put) => askWorklist(put, searchParams, session)}>
      <WorklistPage />
    </FirstAnswers>
  );
}
