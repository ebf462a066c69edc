import { expect, test } from 'vitest';
import { shownReasons } from './shown-reasons';

const reason = (target: 'churn' | 'sticker', feature: string) => ({ target, feature });
const [a, b, c] = ['own', 'fan', 'chat'].map((series) => reason('churn', `${series}.sum`));
const [x, y, z] = ['gift', 'visit', 'like'].map((series) => reason('sticker', `${series}.sum`));

test('two reasons to leave and one for stickers', () => {
  expect(shownReasons([a, x, b, y, c, z].filter((one) => one !== undefined))).toEqual([a, b, x]);
});

test('where fewer are kept, the others fill up', () => {
  expect(shownReasons([a, x, y, z].filter((one) => one !== undefined))).toEqual([a, x, y]);
  expect(shownReasons([x, y, z].filter((one) => one !== undefined))).toEqual([x, y, z]);
  expect(shownReasons([a, b, c].filter((one) => one !== undefined))).toEqual([a, b, c]);
  expect(shownReasons([])).toEqual([]);
});

test('a series is told once, by its first reason', () => {
  const kept = [
    reason('churn', 'own.sum'),
    reason('churn', 'own.slope'),
    reason('churn', 'fan.last'),
    reason('sticker', 'own.last'),
    reason('sticker', 'gift.sum'),
  ];
  expect(shownReasons(kept).map(({ target, feature }) => `${target} ${feature}`)).toEqual([
    'churn own.sum',
    'churn fan.last',
    'sticker gift.sum',
  ]);
});

test('what was asked for comes first', () => {
  const kept = [a, b, x, y].filter((one) => one !== undefined);
  expect(shownReasons(kept, 'visit')).toEqual([y, a, b]);
  expect(shownReasons(kept, 'nothing')).toEqual([a, b, x]);
});
