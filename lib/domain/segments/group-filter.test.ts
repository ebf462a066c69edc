import { describe, expect, it } from 'vitest';
import { filterText, fitsFilter, type GroupFilter, parseFilter } from './group-filter';

const FILTERS: readonly [string, GroupFilter][] = [
  ['priority', [{ by: 'group', group: 'priority' }]],
  ['rest', [{ by: 'group', group: 'rest' }]],
  ['churn>=0.5', [{ by: 'measure', measure: 'churn', side: 'from', value: 0.5 }]],
  [
    'other,score<0.01',
    [
      { by: 'group', group: 'other' },
      { by: 'measure', measure: 'score', side: 'below', value: 0.01 },
    ],
  ],
  [
    '@tier%3D%2C=a%2Cb,@region=%EC%84%9C%EC%9A%B8',
    [
      { by: 'attribute', name: 'tier=,', value: 'a,b' },
      { by: 'attribute', name: 'region', value: '서울' },
    ],
  ],
];

describe('a filter as text', () => {
  it.each(FILTERS)('%s', (text, filter) => {
    expect(filterText(filter)).toBe(text);
    expect(parseFilter(text)).toEqual(filter);
  });

  it.each([
    '',
    'everybody',
    'churn>0.5',
    'churn>=1.5',
    'churn>=',
    'churn>=-0.1',
    'age>=0.5',
    '@tier',
    '@=large',
    '@a=b=c',
    '@tier=%',
    'priority,other,rest',
    'priority,',
  ])('is not %j', (text) => {
    expect(parseFilter(text)).toBeUndefined();
  });
});

describe('fitsFilter', () => {
  const celeb = (churn: number, sticker: number) => ({
    churn,
    sticker,
    score: churn * sticker,
    has: (name: string, value: string) => name === 'tier' && value === 'large',
  });
  const fits = (text: string, threshold: number | null = 0.25) =>
    [celeb(0.5, 0.5), celeb(0.75, 0.125), celeb(0.25, 0.25)].map((one) =>
      fitsFilter(parseFilter(text) ?? [], one, threshold),
    );

  it.each([
    ['priority', [true, false, false]],
    ['general-churner', [false, true, false]],
    ['other', [false, false, true]],
    ['rest', [false, true, true]],
    ['churn>=0.5', [true, true, false]],
    ['sticker<0.25', [false, true, false]],
    ['score>=0.0625,rest', [false, true, true]],
    ['@tier=large,priority', [true, false, false]],
    ['@tier=small', [false, false, false]],
  ])('%s', (text, expected) => {
    expect(fits(text)).toEqual(expected);
  });

  it('knows nobody with priority while nothing is cut off', () => {
    expect(fits('priority', null)).toEqual([false, false, false]);
    expect(fits('rest', null)).toEqual([true, true, true]);
  });
});
