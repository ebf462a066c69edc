import type { ModelSettings } from '@/lib/contracts/training';
import type { Architecture, Layer, RecurrentLayer } from './architecture';

/**
 * The layers behind a model's settings: each recurrent layer is followed by dropout, and a dense sigmoid ends it.
 * GRU-BiLSTM has `layers` GRUs, which return sequences, and then `layers` bidirectional LSTMs.
 * @param steps observed days
 */
export function architectureOf(
  settings: ModelSettings,
  steps: number,
  features: number,
): Architecture {
  const { units, dropout, l2 } = settings;
  const kinds: Pick<RecurrentLayer, 'kind' | 'bidirectional'>[] = [];
  const stack = (kind: RecurrentLayer['kind'], bidirectional: boolean) => {
    for (let i = 0; i < settings.layers; i++) kinds.push({ kind, bidirectional });
  };
  if (settings.model !== 'bilstm') stack('gru', false);
  if (settings.model !== 'gru') stack('lstm', true);
  const layers = kinds.flatMap((kind, i): Layer[] => [
    { ...kind, units, returnSequences: i < kinds.length - 1, kernelL2: l2, recurrentL2: l2 },
    { kind: 'dropout', rate: dropout },
  ]);
  const head: Layer = { kind: 'dense', units: 1, activation: 'sigmoid', kernelL2: l2 };
  return { steps, features, layers: [...layers, head] };
}
