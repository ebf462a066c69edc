import { describe, expect, it } from 'vitest';
import { cohortTriangle, mondayOf } from './triangle';

describe('mondayOf', () => {
  it.each([
    ['2023-01-02', '2023-01-02'],
    ['2023-01-08', '2023-01-02'],
    ['2022-11-10', '2022-11-07'],
    ['1970-01-01', '1969-12-29'],
  ])('%s is in the week of %s', (day, monday) => {
    expect(mondayOf(day)).toBe(monday);
  });
  it('refuses what is no day', () => {
    expect(() => mondayOf('2023/01/02')).toThrow(
      new RangeError('a day must be YYYY-MM-DD, got 2023/01/02'),
    );
  });
});

describe('cohortTriangle', () => {
  // Data from Thursday 2023-01-05 to Wednesday 2023-01-25: weeks of 2, 9, 16 and 23 January, the outer two cut.
  const counts = {
    firstDay: '2023-01-05',
    lastDay: '2023-01-25',
    sizes: [
      { cohort: '2023-01-16', celebs: 4 },
      { cohort: null, celebs: 10 },
      { cohort: '2023-01-09', celebs: 6 },
    ],
    active: [
      { cohort: null, week: '2023-01-02', celebs: 5 },
      { cohort: null, week: '2023-01-09', celebs: 8 },
      { cohort: '2023-01-09', week: '2023-01-09', celebs: 6 },
      { cohort: '2023-01-09', week: '2023-01-16', celebs: 3 },
      { cohort: '2023-01-16', week: '2023-01-16', celebs: 2 },
      { cohort: '2023-01-16', week: '2023-01-23', celebs: 1 },
    ],
  };

  it('puts celebs from before the data first and fills weeks without anyone', () => {
    const { cohorts } = cohortTriangle(counts);
    expect(cohorts.map((c) => [c.cohort, c.celebs, c.cells.map((x) => x.active)])).toEqual([
      [null, 10, [5, 8, 0, 0]],
      ['2023-01-09', 6, [6, 3, 0]],
      ['2023-01-16', 4, [2, 1]],
    ]);
    expect(cohorts[0]?.cells.map((x) => x.complete)).toEqual([false, true, true, false]);
    expect(cohorts[1]?.cells[1]).toEqual({
      offset: 1,
      week: '2023-01-16',
      active: 3,
      share: 0.5,
      complete: true,
    });
  });

  it('pools complete weeks of celebs whose age is known', () => {
    expect(cohortTriangle(counts).curve).toEqual([
      { offset: 0, celebs: 10, active: 8, share: 0.8 },
      { offset: 1, celebs: 6, active: 3, share: 0.5 },
    ]);
  });

  it('refuses counts that cannot be', () => {
    const active = (cohort: string, week: string, celebs: number) => () =>
      cohortTriangle({ ...counts, active: [{ cohort, week, celebs }] });
    expect(active('2023-01-16', '2023-01-09', 1)).toThrow(
      new RangeError('cohort 2023-01-16 is active in 2023-01-09, before it joined'),
    );
    expect(active('2023-01-16', '2023-01-16', 5)).toThrow(
      new RangeError('cohort 2023-01-16 has 4 celebs, but 5 active in 2023-01-16'),
    );
  });

  it('is empty without celebs and has one cell for one day of data', () => {
    expect(cohortTriangle({ ...counts, sizes: [], active: [] })).toEqual({
      cohorts: [],
      curve: [],
    });
    const day = cohortTriangle({
      firstDay: '2023-01-05',
      lastDay: '2023-01-05',
      sizes: [{ cohort: '2023-01-02', celebs: 2 }],
      active: [{ cohort: '2023-01-02', week: '2023-01-02', celebs: 2 }],
    });
    expect(day.cohorts[0]?.cells).toEqual([
      { offset: 0, week: '2023-01-02', active: 2, share: 1, complete: false },
    ]);
    expect(day.curve).toEqual([]);
  });
});
