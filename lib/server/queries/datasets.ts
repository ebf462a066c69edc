import {
  type DatasetView,
  datasetListSchema,
  type VersionDetail,
  type VersionView,
  versionDetailSchema,
} from '@/lib/contracts/datasets';
import type { Database } from '@/lib/server/db/client';
import type { DatasetVersion, Preparation } from '@/lib/server/db/generated/client';
import { AppError } from '@/lib/server/errors';

const day = (date: Date): string => date.toISOString().slice(0, 10);
type Version = DatasetVersion & { preparations: Preparation[] };

function versionView(version: Version, before: Version | undefined): VersionView {
  const windows = version.preparations[0];
  const { id, datasetId, number, celebRows, targetCelebs, dailyRows, simulated } = version;
  return {
    id,
    datasetId,
    number,
    createdAt: version.createdAt.toISOString(),
    firstDay: day(version.firstDay),
    lastDay: day(version.lastDay),
    eventRows: Number(version.eventRows),
    stickerRows: Number(version.stickerRows),
    celebRows,
    targetCelebs,
    dailyRows,
    windows: {
      observeDays: windows?.observeDays ?? 0,
      outcomeDays: windows?.outcomeDays ?? 0,
      strideDays: windows?.strideDays ?? 0,
      anchors: windows?.anchors ?? 0,
      complete: windows?.complete ?? 0,
      open: windows?.open ?? 0,
      churned: windows?.churned ?? 0,
      stickerPositive: windows?.stickerPositive ?? 0,
    },
    change: before
      ? {
          eventRows: Number(version.eventRows - before.eventRows),
          stickerRows: Number(version.stickerRows - before.stickerRows),
          celebRows: celebRows - before.celebRows,
          targetCelebs: targetCelebs - before.targetCelebs,
        }
      : null,
    simulated,
  };
}

/** All datasets, newest first, each with its versions, newest first. */
export async function describeDatasets(db: Database): Promise<DatasetView[]> {
  const datasets = await db.dataset.findMany({
    orderBy: { createdAt: 'desc' },
    include: { versions: { orderBy: { number: 'desc' }, include: { preparations: true } } },
  });
  return datasetListSchema.parse({
    datasets: datasets.map((d) => ({
      id: d.id,
      name: d.name,
      timeZone: d.timeZone,
      createdAt: d.createdAt.toISOString(),
      versions: d.versions.map((v, i) => versionView(v, d.versions[i + 1])),
    })),
  }).datasets;
}

/** @throws AppError `not_found` */
export async function describeVersion(db: Database, id: string): Promise<VersionDetail> {
  const found = await db.datasetVersion.findUnique({
    where: { id },
    include: { dataset: true, files: { orderBy: { name: 'asc' } }, preparations: true },
  });
  if (!found)
    throw new AppError('not_found', `There is no version ${id}.`, { field: 'version', reason: id });
  const before = await db.datasetVersion.findFirst({
    where: { datasetId: found.datasetId, number: found.number - 1 },
    include: { preparations: true },
  });
  return versionDetailSchema.parse({
    dataset: { id: found.dataset.id, name: found.dataset.name, timeZone: found.dataset.timeZone },
    version: versionView(found, before ?? undefined),
    files: found.files.map((f) => ({
      ...f,
      bytes: Number(f.bytes),
      rowsRead: Number(f.rowsRead),
      rowsAccepted: Number(f.rowsAccepted),
      rowsRejected: Number(f.rowsRejected),
    })),
    quality: found.quality,
  });
}
