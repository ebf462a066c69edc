import { hashKeys } from '@/lib/domain/random/generator';
import type { SearchSpace } from '@/lib/domain/search/space';
import type { Trial } from '@/lib/domain/search/trials';
import { candidateSchema, type SequenceCandidate } from './models';
import type { SearchSettings, SearchSpaceSettings, TrialParameters, TrialView } from './search';

/** What a search maximises: validation micro-AP. */
export const SEARCH_DIRECTION = 'maximise';

/** The space as the sampler knows it; names are those of a trial's parameters. */
export function searchSpaceOf(space: SearchSpaceSettings): SearchSpace {
  return [
    { kind: 'category', name: 'architecture', choices: space.architecture },
    { kind: 'category', name: 'scaler', choices: space.scaler },
    { kind: 'integer', name: 'units', ...space.units, log: true },
    { kind: 'integer', name: 'layers', ...space.layers },
    { kind: 'float', name: 'dropout', ...space.dropout },
    { kind: 'float', name: 'learningRate', ...space.learningRate, log: true },
    { kind: 'float', name: 'l2', ...space.l2, log: true },
    { kind: 'category', name: 'batchSize', choices: space.batchSize },
  ];
}

/** A trial as the sampler, the pruner and the charts know it. */
export function searchTrialOf(
  trial: Pick<TrialView, 'number' | 'status' | 'parameters' | 'intermediate' | 'value'>,
): Trial {
  const { number, status, parameters, intermediate, value } = trial;
  return { number, state: status, values: parameters, intermediate, value };
}

/** The model that a trial trains. Each trial has a seed of its own, so that luck is not shared. */
export function trialCandidate(
  { epochs, patience, seed }: Pick<SearchSettings, 'epochs' | 'patience' | 'seed'>,
  { architecture, scaler, ...p }: TrialParameters,
  number: number,
): SequenceCandidate {
  const candidate = candidateSchema.parse({
    kind: 'sequence',
    scaler,
    model: { model: architecture, units: p.units, layers: p.layers, dropout: p.dropout, l2: p.l2 },
    training: {
      epochs,
      patience,
      batchSize: p.batchSize,
      learningRate: p.learningRate,
      seed: hashKeys(seed, number),
    },
  });
  if (candidate.kind !== 'sequence') throw new Error('a trial trains a sequence model');
  return candidate;
}
