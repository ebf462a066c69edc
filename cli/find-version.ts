import type { Database } from '@/lib/server/db/client';
import { AppError } from '@/lib/server/errors';
import { describeDatasets } from '@/lib/server/queries/datasets';

/**
 * The version that a command works on: the newest of the dataset with this name or id, or of the newest dataset.
 * @throws AppError `not_found` listing the datasets there are
 */
export async function findVersion(
  db: Database,
  dataset: string | undefined,
): Promise<{ datasetId: string; versionId: string; title: string }> {
  const all = await describeDatasets(db);
  const found = dataset ? all.find((d) => d.id === dataset || d.name === dataset) : all[0];
  const version = found?.versions[0];
  if (!found || !version) {
    const names = all.map((d) => `${d.name} (${d.id})`).join(', ');
    throw new AppError(
      'not_found',
      `There is no dataset${dataset ? ` "${dataset}"` : ''}. ${names ? `There are: ${names}.` : 'Import one first: stagelight import --help'}`,
      { field: 'dataset' },
    );
  }
  return { datasetId: found.id, versionId: version.id, title: found.name };
}
