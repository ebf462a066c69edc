import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { z } from 'zod';
import { type RunFile, runFileSchema, SEQUENCE_FILES, TABULAR_FILES } from '@/lib/contracts/runs';
import { SEQUENCE_MODELS } from '@/lib/contracts/training';
import type { Database } from '@/lib/server/db/client';
import { env } from '@/lib/server/env';
import { AppError } from '@/lib/server/errors';
import { modelDir } from '@/lib/server/models/layout';
import { requireRun } from './run';

interface StoredRun {
  readonly id: string;
  readonly kind: string;
}

const filesOf = ({ kind }: StoredRun): readonly RunFile[] =>
  (SEQUENCE_MODELS as readonly string[]).includes(kind) ? SEQUENCE_FILES : TABULAR_FILES;

/** The folder in which training stores a run's model. */
const pathOf = (run: StoredRun, name: RunFile): string =>
  path.join(modelDir(env().dataDir, run.id), name);

const BYTES_PER_WEIGHT = 4;
const layersModelSchema = z.object({
  weightsManifest: z.array(
    z.object({ weights: z.array(z.object({ shape: z.array(z.int().min(0)) })) }),
  ),
});

/**
 * Makes sure that a run's files are all there, that its JSON can be read and that its weights are complete.
 * @throws AppError `model_files_missing`
 */
export async function requireModelFiles(run: StoredRun): Promise<void> {
  const json = async (name: RunFile): Promise<unknown> =>
    JSON.parse(await readFile(pathOf(run, name), 'utf8'));
  const bytes = async (name: RunFile) => (await stat(pathOf(run, name))).size;
  try {
    if (filesOf(run) === TABULAR_FILES) {
      z.object({ model: z.looseObject({}) }).parse(await json('tabular.json'));
      return;
    }
    const { weightsManifest } = layersModelSchema.parse(await json('model.json'));
    const weights = weightsManifest
      .flatMap((group) => group.weights)
      .reduce((sum, { shape }) => sum + shape.reduce((n, size) => n * size, 1), 0);
    const [stored, onnx] = [await bytes('weights.bin'), await bytes('model.onnx')];
    if (stored !== weights * BYTES_PER_WEIGHT || onnx === 0)
      throw new Error(`${stored} bytes of weights and ${onnx} of ONNX`);
  } catch (error) {
    throw new AppError(
      'model_files_missing',
      `The model files of run ${run.id} cannot be read. Restore the folder "models" of the data folder from a backup, or train again.`,
      { reason: run.id },
      { cause: error },
    );
  }
}

/**
 * One of a run's files as a download, streamed from disk under the name that programs look for.
 * @throws AppError `not_found` for a run or file that does not exist, `model_files_missing` when it was removed
 */
export async function runFileDownload(db: Database, id: string, name: string): Promise<Response> {
  const run = await requireRun(db, id);
  const known = runFileSchema.safeParse(name);
  if (!known.success || !filesOf(run).includes(known.data))
    throw new AppError('not_found', `Run ${id} has no file "${name}".`, { reason: name });
  const file = pathOf(run, known.data);
  const { size } = await stat(file).catch((error: unknown) => {
    throw new AppError(
      'model_files_missing',
      `${name} of run ${id} is gone.`,
      { reason: id },
      { cause: error },
    );
  });
  return new Response(Readable.toWeb(createReadStream(file)) as ReadableStream<Uint8Array>, {
    headers: {
      'content-type': name.endsWith('.json') ? 'application/json' : 'application/octet-stream',
      'content-length': String(size),
      'content-disposition': `attachment; filename="${known.data}"`,
    },
  });
}
