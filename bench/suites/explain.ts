import { runOwn, type Suite } from '../harness';

const LIMIT_SECONDS = 60;

/** Both champions of the demo explained end to end, against the limit of the method. */
export const explainSuite: Suite = {
  ids: ['explain'],
  run: async (work) => {
    const made = await runOwn('programs/explain.ts', [], { STAGELIGHT_DATA_DIR: work });
    return [
      {
        id: 'explain',
        what: `ledger (50 Boruta trials), surrogate, SHAP, permutations and day attributions of both champions on ${made.windows} windows, against the limit of a minute`,
        unit: 's',
        ours: made.explainSeconds ?? null,
        peer: LIMIT_SECONDS,
        peerName: 'limit',
      },
    ];
  },
};
