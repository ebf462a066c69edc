import { runOwn, type Suite } from '../harness';

/** The limits of the method: a search in under 8 minutes on 2 cores, 38,000 windows scored in under 2 seconds. */
const SEARCH_LIMIT_SECONDS = 480;
const SCORE_LIMIT_SECONDS = 2;

/** A search of 30 trials on full-size windows, and scoring all of them with its best model, against their limits. */
export const searchSuite: Suite = {
  ids: ['search-30', 'score-windows'],
  run: async (work) => {
    const made = await runOwn('programs/search.ts', [], { STAGELIGHT_DATA_DIR: work });
    return [
      {
        id: 'search-30',
        what: '30 trials of at most 30 epochs for churn on full-size windows, against the limit of 8 minutes',
        unit: 's',
        ours: made.searchSeconds ?? null,
        peer: SEARCH_LIMIT_SECONDS,
        peerName: 'limit',
      },
      {
        id: 'score-windows',
        what: `${made.windows} windows scored with that search's best model, against the limit of 2 seconds`,
        unit: 's',
        ours: made.scoreSeconds ?? null,
        peer: SCORE_LIMIT_SECONDS,
        peerName: 'limit',
      },
    ];
  },
};
