import { SEQUENCE_MODELS } from '@/lib/contracts/training';
import { type Measurement, pythonHas, runOwn, runPeer, type Suite, takeTurns } from '../harness';

const ROUNDS = 5;
const EPOCHS_A_ROUND = 3;

/** Sequence models against PyTorch: 27,536 windows of 7 x 40, 64 units, batches of 256, one thread each. */
export const trainSuite: Suite = {
  ids: [...SEQUENCE_MODELS.map((model) => `train-${model}`), 'predict'],
  run: async () => {
    const rows: Measurement[] = [];
    for (const model of SEQUENCE_MODELS) {
      rows.push(
        await compare(`train-${model}`, `training a ${model} of 64 units, one thread`, [
          'train',
          model,
        ]),
      );
    }
    const what = 'probabilities of a gru-bilstm of 64 units, one thread';
    rows.push(await compare('predict', what, ['predict', 'gru-bilstm']));
    return rows;
  },
};

async function compare(id: string, what: string, args: readonly string[]): Promise<Measurement> {
  const all = [...args, String(EPOCHS_A_ROUND)];
  const figure = async (run: Promise<Record<string, number>>) =>
    (await run).windowsPerSecond ?? Number.NaN;
  const hasTorch = pythonHas('torch');
  const turns = await takeTurns(ROUNDS, {
    ours: () => figure(runOwn('programs/train.ts', all)),
    torch: hasTorch ? () => figure(runPeer('torch_train.py', all)) : undefined,
  });
  return {
    id,
    what,
    unit: 'rows/s',
    ours: turns.ours,
    peer: turns.torch,
    peerName: 'PyTorch',
    note: hasTorch ? undefined : 'PyTorch is not installed',
  };
}
