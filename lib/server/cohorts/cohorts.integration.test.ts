import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { COHORT_ACTIVITIES, type CohortActivity, mondayOf } from '@/lib/domain/cohorts/triangle';
import {
  type Celeb,
  celebs,
  DAYS,
  dayAt,
  FIRST,
  HALF,
  LAST,
  lake,
  nameOf,
  writeDaily,
} from '@/lib/server/prepare/small-daily.fixture';
import { readCohortCelebs, readCohorts } from './cohorts';

let dir = '';
beforeAll(async () => {
  dir = await mkdtemp(path.join(os.tmpdir(), 'stagelight-cohorts-'));
  await writeDaily(dir);
});
afterAll(() => rm(dir, { recursive: true, force: true }));

const joinedDay = (x: Celeb) => Math.min(x.firstOwn, x.joined ?? x.firstOwn);
const cohortOf = (x: Celeb) => (joinedDay(x) < 0 ? null : mondayOf(dayAt(joinedDay(x))));
const activeDays = (x: Celeb, week: string, activity: CohortActivity) =>
  x.days.filter(([chat, post, fan, stickers], d) => {
    const n = { own: chat + post, fan, sticker: stickers }[activity];
    return n > 0 && mondayOf(dayAt(d)) === week;
  }).length;

describe.each(COHORT_ACTIVITIES)('cohorts by %s activity', (activity) => {
  const options = { activity, firstDay: FIRST, lastDay: LAST };

  it.each([
    ['all celebs', undefined, celebs],
    ['some celebs', 'half', celebs.filter((x) => HALF.includes(x.id))],
  ])('counts %s as the slow way does', async (_, table, members) => {
    const triangle = await lake((c) => readCohorts(c, dir, { ...options, celebs: table }));
    const names = [...new Set(members.map(cohortOf))].sort((a, b) =>
      (a ?? '') < (b ?? '') ? -1 : 1,
    );
    expect(triangle.cohorts.map((c) => c.cohort)).toEqual(names);
    for (const cohort of triangle.cohorts) {
      const inside = members.filter((x) => cohortOf(x) === cohort.cohort);
      expect(cohort.celebs).toBe(inside.length);
      expect(cohort.cells.at(-1)?.week).toBe(mondayOf(LAST));
      for (const cell of cohort.cells) {
        expect(cell.active).toBe(
          inside.filter((x) => activeDays(x, cell.week, activity) > 0).length,
        );
      }
    }
  });

  it('opens the celebs of a cell, present and missing', async () => {
    const triangle = await lake((c) => readCohorts(c, dir, options));
    const cohort = triangle.cohorts[0];
    const cell = cohort?.cells[2];
    if (!cohort || !cell) throw new Error('the log has a first cohort with three weeks');
    const inside = celebs.filter((x) => cohortOf(x) === cohort.cohort);
    for (const active of [true, false]) {
      const question = { ...options, cohort: cohort.cohort, week: cell.week, active };
      const answer = await lake((c) => readCohortCelebs(c, dir, question, 3));
      const slow = inside
        .map((x) => ({ x, days: activeDays(x, cell.week, activity) }))
        .filter(({ days }) => days > 0 === active)
        .sort((a, b) => b.days - a.days || (a.x.id < b.x.id ? -1 : 1));
      expect([answer.total, answer.truncated]).toEqual([slow.length, slow.length > 3]);
      expect(answer.rows.map((r) => [r.celebId, r.name, r.days, r.joinedOn])).toEqual(
        slow.slice(0, 3).map(({ x, days }) => [x.id, nameOf(x), days, dayAt(joinedDay(x))]),
      );
      for (const row of answer.rows) {
        const celeb = inside.find((x) => x.id === row.celebId);
        const weeks = [...Array(DAYS).keys()]
          .map((d) => mondayOf(dayAt(d)))
          .filter((week) => celeb && activeDays(celeb, week, activity) > 0);
        expect(row.lastActiveWeek).toBe(weeks.at(-1) ?? null);
      }
    }
  });

  it('keeps to celebs who joined between two days', async () => {
    const [joinedFrom, joinedTo] = [dayAt(3), dayAt(24)];
    for (const [within, some] of [
      [{ joinedFrom }, (d: number) => d >= 3],
      [{ joinedTo }, (d: number) => d <= 24],
      [{ joinedFrom, joinedTo }, (d: number) => d >= 3 && d <= 24],
    ] as const) {
      const triangle = await lake((c) => readCohorts(c, dir, { ...options, ...within }));
      const members = celebs.filter((x) => some(joinedDay(x)));
      const sizes = new Map(triangle.cohorts.map((c) => [c.cohort, c.celebs]));
      expect([...sizes.values()].reduce((a, b) => a + b, 0)).toBe(members.length);
      for (const [cohort, size] of sizes)
        expect(size).toBe(members.filter((x) => cohortOf(x) === cohort).length);
    }
  });
});
