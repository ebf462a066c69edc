import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import type { Target } from '@/lib/contracts/models';
import { type TreeModel, treeModelFromJson, treeModelToJson } from '@/lib/domain/trees/model';
import { AppError } from '@/lib/server/errors';

/** Below it lies a folder for each explanation, with a folder for each target. */
export const explanationsRoot = (dataDir: string): string => path.join(dataDir, 'explanations');

export const explanationDir = (dataDir: string, id: string): string =>
  path.join(explanationsRoot(dataDir), id);

/** What is known of single windows; all logits are on the scale that is explained. */
export interface ExplanationTables {
  readonly surrogate: TreeModel;
  /** Names of the surrogate's features, `<series>.<summary>`. */
  readonly features: readonly string[];
  /** What the explained model reads of each day, in its order. */
  readonly series: readonly string[];
  readonly observeDays: number;
  /** Complete windows drawn at random. */
  readonly sample: {
    readonly celebs: readonly string[];
    /** Days since 1970-01-01. */
    readonly anchors: readonly number[];
    readonly logits: Float32Array;
    /** `[windows, features]`, in plain units. */
    readonly values: Float32Array;
    /** `[windows, features]`. */
    readonly shap: Float32Array;
  };
  /** Celebs as of the explanation's day, the largest logit first. */
  readonly current: {
    readonly celebs: readonly string[];
    readonly logits: Float32Array;
    /** `[celebs, days, series]`, in plain units. */
    readonly x: Float32Array;
    /** `[attributed, days, series]`: expected gradients of the first celebs; empty for a model without days. */
    readonly attributions: Float32Array;
    /** `[attributed]`: completeness errors. */
    readonly errors: Float32Array;
  };
}

const indexSchema = z.object({
  features: z.array(z.string()),
  series: z.array(z.string()),
  observeDays: z.int(),
  sample: z.object({ celebs: z.array(z.string()), anchors: z.array(z.int()) }),
  current: z.object({ celebs: z.array(z.string()) }),
});

const ARRAYS = [
  ['sample', 'logits'],
  ['sample', 'values'],
  ['sample', 'shap'],
  ['current', 'logits'],
  ['current', 'x'],
  ['current', 'attributions'],
  ['current', 'errors'],
] as const;

/** Writes a target's tables below the folder of an explanation that no row knows yet. */
export async function writeTables(
  dir: string,
  target: Target,
  tables: ExplanationTables,
): Promise<void> {
  const folder = path.join(dir, target);
  await mkdir(folder, { recursive: true });
  const { surrogate, sample, current, ...rest } = tables;
  const index: z.infer<typeof indexSchema> = {
    features: [...rest.features],
    series: [...rest.series],
    observeDays: rest.observeDays,
    sample: { celebs: [...sample.celebs], anchors: [...sample.anchors] },
    current: { celebs: [...current.celebs] },
  };
  await writeFile(path.join(folder, 'index.json'), JSON.stringify(index));
  await writeFile(path.join(folder, 'surrogate.json'), JSON.stringify(treeModelToJson(surrogate)));
  const groups: Record<string, Record<string, unknown>> = { sample, current };
  for (const [group, name] of ARRAYS)
    await writeFile(
      path.join(folder, `${group}-${name}.f32`),
      groups[group]?.[name] as Float32Array,
    );
}

/** @throws AppError `explanation_files_missing` when the folder was removed or is broken */
export async function readTables(
  dataDir: string,
  id: string,
  target: Target,
): Promise<ExplanationTables> {
  const folder = path.join(explanationDir(dataDir, id), target);
  try {
    const text = (name: string) => readFile(path.join(folder, name), 'utf8');
    const index = indexSchema.parse(JSON.parse(await text('index.json')));
    const surrogate = treeModelFromJson(JSON.parse(await text('surrogate.json')));
    const [windows, celebs] = [index.sample.celebs.length, index.current.celebs.length];
    const width = index.features.length;
    const week = index.observeDays * index.series.length;
    const attributions = await readFloats(folder, 'current-attributions');
    const attributed = attributions.length / week;
    const read = async (name: string, length: number) => {
      const values = await readFloats(folder, name);
      if (values.length !== length) throw new Error(`${name} has ${values.length} numbers`);
      return values;
    };
    return {
      surrogate,
      features: index.features,
      series: index.series,
      observeDays: index.observeDays,
      sample: {
        ...index.sample,
        logits: await read('sample-logits', windows),
        values: await read('sample-values', windows * width),
        shap: await read('sample-shap', windows * width),
      },
      current: {
        ...index.current,
        logits: await read('current-logits', celebs),
        x: await read('current-x', celebs * week),
        attributions,
        errors: await read('current-errors', attributed),
      },
    };
  } catch (error) {
    throw new AppError(
      'explanation_files_missing',
      `The files of explanation ${id} cannot be read (${existsSync(folder) ? 'they are broken' : 'the folder is gone'}). Explain again, or restore the folder "explanations" of the data folder from a backup.`,
      { reason: id },
      { cause: error },
    );
  }
}

async function readFloats(folder: string, name: string): Promise<Float32Array> {
  const bytes = await readFile(path.join(folder, `${name}.f32`));
  // Small files come out of a shared pool at any offset; floats need one that is a multiple of four.
  return new Float32Array(Uint8Array.from(bytes).buffer);
}
