import { describe, expect, it } from 'vitest';
import { briefSentences, lastChange, type SentenceWeek } from './brief-sentences';

const line = (...weeks: (number | null)[]) => ({ weeks });
const WEEK: SentenceWeek = {
  from: '2023-03-21',
  to: '2023-03-27',
  outcomeTo: '2023-04-03',
  figures: {
    active: line(100, 90),
    churned: line(9, 12),
    atRisk: line(20, 18),
    recovered: line(null, 5),
    stickers: line(200, 230),
    stickersAtRisk: line(30, 40.4),
  },
  group: { celebs: 18, expectedChurners: 9.6 },
  movements: { newlyAtRisk: { count: 7 }, recovered: { count: 5 } },
  drivers: [{ feature: 'fan_total.sum', share: 0.5 }],
  work: { contacted: 3 },
};
const GRADE = {
  list: { listed: 20, listedChurned: 11, expected: 10.2, lift: 1.6 },
  paid: { churned: 6, listedChurned: 4 },
  targets: [{ isBelowTest: false }, { isBelowTest: true }],
};

describe('the sentences of a week', () => {
  it('tells everything that is known, in one order', () => {
    expect(briefSentences(WEEK, GRADE)).toEqual([
      { key: 'active', active: 90, churned: 12, direction: 'down', change: expect.closeTo(0.1) },
      { key: 'risk', celebs: 18, expected: 10, until: '2023-04-03' },
      { key: 'moved', entered: 7, recovered: 5 },
      { key: 'stickers', stickers: 230, atRisk: 40, direction: 'up', change: expect.closeTo(0.15) },
      { key: 'driver', feature: 'fan_total.sum', share: 0.5 },
      { key: 'worked', contacted: 3 },
      { key: 'gradedPaid', listed: 20, left: 11, expected: 10, paid: 6, paidListed: 4 },
      { key: 'retrain' },
    ]);
  });

  it('compares a grade that knows only who left with the average', () => {
    expect(briefSentences(WEEK, { ...GRADE, paid: null })).toContainEqual({
      key: 'graded',
      listed: 20,
      left: 11,
      expected: 10,
      lift: 1.6,
    });
  });

  it('leaves out what the first week cannot know', () => {
    const first: SentenceWeek = {
      ...WEEK,
      figures: { ...WEEK.figures, active: line(null, 90), stickers: line(null, 230) },
      group: { celebs: 0, expectedChurners: 0 },
      movements: null,
      drivers: [],
      work: { contacted: 0 },
    };
    expect(briefSentences(first, null)).toEqual([
      { key: 'activeFirst', active: 90 },
      { key: 'noRisk' },
      { key: 'notWorked' },
      { key: 'notGraded', until: '2023-04-03' },
    ]);
  });

  it('calls half a percent the same', () => {
    const steady = { ...WEEK, figures: { ...WEEK.figures, active: line(1000, 1004) } };
    expect(briefSentences(steady, GRADE)[0]).toMatchObject({ direction: 'same' });
  });

  it.each([
    [[10, 5], -0.5],
    [[0, 5], null],
    [[null, 5], null],
    [[5], null],
  ])('compares the last two weeks of %j', (weeks, change) => {
    expect(lastChange(weeks)).toBe(change);
  });
});
