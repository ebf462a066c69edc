import { expect, test } from 'vitest';
import { weekHealth } from './week-health';

const grade = (...below: boolean[]) => ({ targets: below.map((isBelowTest) => ({ isBelowTest })) });
const drift = (scores: string[], features: string[]) => ({
  scores: scores.map((verdict) => ({ verdict })),
  features: features.map((verdict) => ({ verdict })),
});

test.each([
  ['without a grade and without drift', undefined, null, 'fine', 0],
  ['all is well', grade(false, false), drift(['stable'], ['stable']), 'fine', 0],
  [
    'only series moved',
    grade(false),
    drift(['stable'], ['shifted', 'stable', 'shifted']),
    'fine',
    2,
  ],
  ['scores moved', grade(false), drift(['stable', 'shifted'], ['shifted']), 'moved', 1],
  ['one model fell', grade(false, true), drift(['shifted'], []), 'retrain', 0],
] as const)('%s', (_, newest, moved, verdict, shiftedSeries) => {
  expect(weekHealth({ grade: newest, drift: moved })).toEqual({ verdict, shiftedSeries });
});
