import { describe, expect, test } from 'vitest';
import { COLLINEAR, CONSTANT, KEPT, row, sets } from './ledger.fixture';
import {
  chosenRows,
  correlationOf,
  countRows,
  importanceOf,
  mostCollinear,
  mostImportant,
  setChoices,
  strongestCorrelations,
  vifNumber,
} from './ledger-view';

const ROWS = [
  row('own_chat', 'accepted', [0.4, 0.6, 0.5]),
  row('own_post', 'rejected', [0.1, null, null], CONSTANT),
  row('fan_visit', 'tentative', [0.2, 0.3, 0.1], COLLINEAR),
  row('fan_like', 'rejected', [], { ...KEPT, before: 9 }),
];
const names = (rows: readonly { feature: string }[]) => rows.map(({ feature }) => feature);
const ALL = { verdict: null, group: null, vif: null };

describe('what is shown', () => {
  test.each([
    [ALL, ['own_chat', 'own_post', 'fan_visit', 'fan_like']],
    [{ ...ALL, verdict: 'rejected' as const }, ['own_post', 'fan_like']],
    [{ ...ALL, group: 'own' as const }, ['own_chat', 'own_post']],
    [{ ...ALL, vif: 'removed' as const }, ['own_post', 'fan_visit']],
    [{ verdict: 'rejected', group: 'fan', vif: 'kept' } as const, ['fan_like']],
    [{ ...ALL, group: 'sticker' as const }, []],
  ])('%j', (choice, expected) => {
    expect(names(chosenRows(ROWS, choice))).toEqual(expected);
  });

  test('counts of verdicts and removals', () => {
    expect(countRows(ROWS)).toEqual({
      accepted: 1,
      tentative: 1,
      rejected: 2,
      collinear: 1,
      constant: 1,
    });
  });
});

describe('what is drawn first', () => {
  test('the largest median importance; a feature without trials comes last', () => {
    expect(names(mostImportant(ROWS, 10))).toEqual([
      'own_chat',
      'fan_visit',
      'own_post',
      'fan_like',
    ]);
    expect(names(mostImportant(ROWS, 1))).toEqual(['own_chat']);
    expect(ROWS.map((one) => importanceOf(one)?.median ?? null)).toEqual([0.5, 0.1, 0.2, null]);
  });

  test('the largest VIF, infinite ones by what they had at their removal; constant ones last', () => {
    const infinite = [
      row('a', 'tentative', [], { ...COLLINEAR, last: 12 }),
      row('b', 'tentative', [], { ...COLLINEAR, last: 'infinite' }),
    ];
    expect(names(mostCollinear([...ROWS, ...infinite], 10))).toEqual([
      'b',
      'fan_visit',
      'a',
      'fan_like',
      'own_chat',
      'own_post',
    ]);
  });

  test('an infinite VIF is a number that sorts, an undefined one is none', () => {
    expect([vifNumber('infinite'), vifNumber(3), vifNumber(null)]).toEqual([
      Number.POSITIVE_INFINITY,
      3,
      null,
    ]);
  });
});

describe('correlations', () => {
  const ledger = {
    correlation: {
      features: ['a', 'b', 'c'],
      values: [
        [1, -0.9, null],
        [-0.9, 1, 0.2],
        [null, 0.2, 1],
      ],
    },
  };

  test('of chosen features, in cluster order', () => {
    expect(correlationOf(ledger, new Set(['c', 'a']))).toEqual({
      features: ['a', 'c'],
      values: [
        [1, null],
        [null, 1],
      ],
    });
  });

  test('of one feature, the strongest first, undefined ones left out', () => {
    expect(strongestCorrelations(ledger, 'b', 5)).toEqual([
      { feature: 'a', value: -0.9 },
      { feature: 'c', value: 0.2 },
    ]);
    expect(strongestCorrelations(ledger, 'a', 5)).toEqual([{ feature: 'b', value: -0.9 }]);
    expect(strongestCorrelations(ledger, 'unknown', 5)).toEqual([]);
  });
});

describe('sets to train on', () => {
  test('say how many features they have, and which is the same as one before', () => {
    expect(setChoices({ sets: sets(['a', 'b'], ['a'], ['a', 'b']) })).toEqual([
      { name: 'all', count: 2, same: null },
      { name: 'accepted', count: 1, same: null },
      { name: 'not-collinear', count: 2, same: 'all' },
      { name: 'accepted-not-collinear', count: 1, same: 'accepted' },
    ]);
  });

  test('with nothing accepted', () => {
    expect(setChoices({ sets: sets(['a'], [], ['a']) }).map(({ count }) => count)).toEqual([
      1, 0, 1, 0,
    ]);
  });
});
