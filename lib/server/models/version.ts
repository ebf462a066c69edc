import type { Database } from '@/lib/server/db/client';
import type { DatasetVersion, Preparation } from '@/lib/server/db/generated/client';
import { AppError } from '@/lib/server/errors';
import type { WindowSettings } from '@/lib/server/lake/layout';

/** @throws AppError `not_found` */
export async function requireVersionWithWindows(db: Database, versionId: string) {
  const version = await db.datasetVersion.findUnique({
    where: { id: versionId },
    include: { preparations: true },
  });
  if (!version)
    throw new AppError('not_found', `There is no version ${versionId}.`, {
      field: 'versionId',
      reason: versionId,
    });
  return version;
}

/** The windows that a version was prepared with. @throws AppError `windows_too_few` for a version without any */
export function windowsOf(version: {
  readonly preparations: readonly Preparation[];
}): WindowSettings {
  const [preparation] = version.preparations;
  if (!preparation)
    throw new AppError('windows_too_few', 'This version has no windows.', {
      anchors: 0,
      testAnchors: 0,
    });
  const { observeDays, outcomeDays, strideDays } = preparation;
  return { observeDays, outcomeDays, strideDays };
}

/** @throws AppError `features_missing` */
export function requireFeatures(
  features: readonly string[],
  version: Pick<DatasetVersion, 'dailyColumns' | 'number'>,
): void {
  const known = new Set(version.dailyColumns);
  const missing = features.filter((name) => !known.has(name));
  if (missing.length === 0) return;
  const shown = missing.slice(0, 10).join(', ');
  throw new AppError(
    'features_missing',
    `Version ${version.number} has no column ${shown}${missing.length > 10 ? ', ...' : ''}. Train a model on this version's own columns.`,
    { columns: missing.slice(0, 10), count: missing.length },
  );
}
