import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { type SimulationResult, simulate } from '@/lib/server/simulate';

/** Simulated raw files below `work`, the same in every run. */
export async function simulated(
  work: string,
  format: 'csv' | 'parquet',
  scale = 1,
): Promise<SimulationResult> {
  const outDir = path.join(work, `raw-${format}`);
  await mkdir(outDir, { recursive: true });
  console.log(`  simulating scale ${scale} as ${format} ...`);
  return simulate({
    scale,
    seed: 20230328,
    dirty: false,
    outDir,
    format,
    onProgress: () => undefined,
  });
}
