import { describe, expect, test } from 'vitest';
import type { Architecture } from './architecture';
import { describeModel, toLayersModel } from './layers-model';
import { readWeights, writeWeights } from './model-weights';
import { architectureOf } from './settings';
import { tfl } from './tensorflow';

const settings = { units: 4, dropout: 0.25, l2: 0.125 } as const;

describe('architectureOf', () => {
  test('GRU-BiLSTM: GRUs that return sequences, then bidirectional LSTMs', () => {
    const { layers } = architectureOf({ ...settings, model: 'gru-bilstm', layers: 2 }, 7, 3);
    const recurrent = { units: 4, kernelL2: 0.125, recurrentL2: 0.125 };
    const dropout = { kind: 'dropout', rate: 0.25 };
    const gru = { ...recurrent, kind: 'gru', bidirectional: false, returnSequences: true };
    const lstm = { ...recurrent, kind: 'lstm', bidirectional: true, returnSequences: true };
    expect(layers).toEqual([
      gru,
      dropout,
      gru,
      dropout,
      lstm,
      dropout,
      { ...lstm, returnSequences: false },
      dropout,
      { kind: 'dense', units: 1, activation: 'sigmoid', kernelL2: 0.125 },
    ]);
  });
});

describe('describeModel', () => {
  test.each(['gru', 'bilstm', 'gru-bilstm'] as const)('%s: reads what was built', (model) => {
    const architecture: Architecture = architectureOf({ ...settings, model, layers: 2 }, 7, 3);
    const built = toLayersModel(architecture);
    expect(describeModel(built)).toEqual(architecture);
    built.dispose();
  });

  const gru = { units: 2, recurrentActivation: 'sigmoid', recurrentInitializer: 'zeros' } as const;
  const head = () => tfl.layers.dense({ units: 1, activation: 'sigmoid' });
  const cases: Record<string, readonly [() => tfl.layers.Layer[], string]> = {
    'hard sigmoid': [
      () => [tfl.layers.gru({ ...gru, recurrentActivation: 'hardSigmoid', name: 'a' }), head()],
      'layer a: a step graph cannot do recurrentActivation "hardSigmoid"',
    ],
    'dropout inside a cell': [
      () => [tfl.layers.lstm({ ...gru, recurrentDropout: 0.5, name: 'b' }), head()],
      'layer b: a step graph cannot do recurrentDropout 0.5',
    ],
    'no bias': [
      () => [tfl.layers.gru({ ...gru, useBias: false, name: 'c' }), head()],
      'layer c: a step graph cannot do useBias false',
    ],
    L1: [
      () => [
        tfl.layers.gru({ ...gru, kernelRegularizer: tfl.regularizers.l1({ l1: 0.5 }), name: 'd' }),
        head(),
      ],
      'layer d: a step graph cannot do kernelRegularizer',
    ],
    'another layer': [
      () => [tfl.layers.flatten({ name: 'e' }), head()],
      'layer e: a step graph has no Flatten',
    ],
    'a sum of directions': [
      () => [
        tfl.layers.bidirectional({
          layer: tfl.layers.gru(gru) as tfl.RNN,
          mergeMode: 'sum',
          name: 'f',
        }),
        head(),
      ],
      'layer f: a step graph cannot do mergeMode "sum"',
    ],
    'frozen weights': [
      () => [tfl.layers.gru({ ...gru, trainable: false, name: 'g' }), head()],
      'layer g: a step graph cannot do trainable false',
    ],
    'another activation': [
      () => [
        tfl.layers.gru(gru),
        tfl.layers.dense({ units: 2, activation: 'elu', name: 'h' }),
        head(),
      ],
      'layer h: a step graph cannot do activation "elu"',
    ],
    'another head': [
      () => [tfl.layers.gru(gru), tfl.layers.dense({ units: 2 })],
      'the last layer must be Dense with 1 unit and the activation sigmoid',
    ],
    'one value a day': [
      () => [tfl.layers.gru({ ...gru, returnSequences: true }), head()],
      'the model must give one value a window, its output has the shape [,7,1]',
    ],
  };
  test.each(Object.keys(cases))('refuses %s', (name) => {
    const [makeLayers, message] = cases[name] ?? [() => [], ''];
    const model = tfl.sequential();
    model.add(tfl.layers.dropout({ rate: 0, inputShape: [7, 3] }));
    for (const layer of makeLayers()) model.add(layer);
    expect(() => describeModel(model)).toThrow(message);
    model.dispose();
  });

  test('refuses an input of unknown length', () => {
    const model = tfl.sequential();
    model.add(tfl.layers.gru({ ...gru, inputShape: [null, 3] as unknown as number[] }));
    model.add(head());
    expect(() => describeModel(model)).toThrow('the input must have the shape');
    model.dispose();
  });
});

test('weights that do not fit are refused', () => {
  const model = toLayersModel(architectureOf({ ...settings, model: 'gru', layers: 1 }, 7, 3));
  const weights = readWeights(model);
  expect(() => writeWeights(model, weights.subarray(1))).toThrow(
    'the model has 101 weights, got 100',
  );
  model.dispose();
});
