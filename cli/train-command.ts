import { readFile } from 'node:fs/promises';
import { Command, Option } from 'commander';
import { z } from 'zod';
import {
  BASELINE_CANDIDATES,
  DEFAULT_SEQUENCE,
  gridCandidates,
} from '@/lib/contracts/default-candidates';
import {
  type Candidate,
  candidateSchema,
  PROMOTIONS,
  TARGETS,
  type Target,
  trainPayloadSchema,
} from '@/lib/contracts/models';
import { AppError } from '@/lib/server/errors';
import { withRuntime } from '@/lib/server/runtime';
import { findVersion } from './find-version';
import { number } from './options';
import { printRuns } from './report';
import { runChain } from './run-job';

interface TrainOptions {
  dataset?: string;
  target: Target[];
  grid: boolean;
  candidates?: string;
  split: 'time' | 'random';
  testAnchors: number;
  seed: number;
  calibration: 'none' | 'platt' | 'isotonic';
  promote: (typeof PROMOTIONS)[number];
  score: boolean;
}

export const trainCommand = new Command('train')
  .description('train models for churn and stickers, and compare them')
  .option('--dataset <name or id>', 'dataset whose newest version is used; default: the newest')
  .addOption(
    new Option('--target <names...>', 'what to foretell').choices(TARGETS).default([...TARGETS]),
  )
  .option('--grid', 'the experiment grid: every scaler with every architecture', false)
  .option(
    '--candidates <file>',
    'JSON list of models and settings instead of the defaults, e.g. [{"kind":"gbdt"}]',
  )
  .addOption(
    new Option('--split <kind>', 'how to split').choices(['time', 'random']).default('time'),
  )
  .option('--test-anchors <number>', 'the newest so many anchors are test', number, 14)
  .option('--seed <number>', 'seed of the split', number, 1)
  .addOption(
    new Option('--calibration <method>', 'calibration of the scores')
      .choices(['none', 'platt', 'isotonic'])
      .default('platt'),
  )
  .addOption(
    new Option('--promote <rule>', 'make the best run champion')
      .choices(PROMOTIONS)
      .default('best'),
  )
  .option('--no-score', 'do not score the celebs afterwards')
  .action(async (options: TrainOptions) => {
    const candidates = await candidatesOf(options);
    await withRuntime(async (runtime) => {
      const { versionId, title } = await findVersion(runtime.db, options.dataset);
      const payload = trainPayloadSchema.parse({
        versionId,
        targets: options.target,
        candidates,
        split: { kind: options.split, testAnchors: options.testAnchors, seed: options.seed },
        calibration: options.calibration,
        promote: options.promote,
        // A priority score needs both probabilities.
        score:
          options.score && options.promote !== 'never' && options.target.length === TARGETS.length,
      });
      const [trained] = await runChain(runtime, 'train', title, payload);
      await printRuns(runtime.db, trained?.runIds ?? []);
    });
  });

async function candidatesOf({ candidates, grid }: TrainOptions): Promise<Candidate[]> {
  if (candidates === undefined) {
    return [...BASELINE_CANDIDATES, ...(grid ? gridCandidates() : [DEFAULT_SEQUENCE])];
  }
  const text = await readFile(candidates, 'utf8').catch((error: unknown) => {
    throw new AppError('file_missing', `${candidates} cannot be read.`, {}, { cause: error });
  });
  const parsed = z.array(candidateSchema).min(1).safeParse(parseJson(text, candidates));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new AppError(
    'bad_request',
    `${candidates}: ${issue?.path.join('.') || 'the list'}: ${issue?.message}`,
    { file: candidates },
  );
}

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new AppError('bad_request', `${file} is not JSON: ${reason}`, { file });
  }
}
