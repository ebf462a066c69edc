import type { Database } from '@/lib/server/db/client';
import { describeDatasets } from '@/lib/server/queries/datasets';

/** Prints what a published version holds. */
export async function printVersion(db: Database, versionId: string): Promise<void> {
  const datasets = await describeDatasets(db);
  const dataset = datasets.find((d) => d.versions.some((v) => v.id === versionId));
  const version = dataset?.versions.find((v) => v.id === versionId);
  if (!dataset || !version) return;
  const { windows } = version;
  const rate = (windows.churned / Math.max(1, windows.complete)).toFixed(4);
  console.log(
    [
      `Dataset ${dataset.name} (${dataset.id}), version ${version.number}: ${version.firstDay} to ${version.lastDay}`,
      `  ${version.eventRows} events, ${version.stickerRows} stickers, ${version.celebRows} celebs, ${version.targetCelebs} of them target celebs`,
      `  ${windows.anchors} anchors, ${windows.complete} windows, ${windows.churned} churned (${rate}), ${windows.stickerPositive} with stickers`,
    ].join('\n'),
  );
}
