import { expect, test } from 'vitest';
import { briefText } from './brief-text';
import { WEEK, WEEK_CONTENT } from './week.fixture';

const SEOUL = { timeZone: 'Asia/Seoul', isTest: false };

test('what drives the risk and what was done are told in words', () => {
  const { drivers, work } = briefText(WEEK, 'en', SEOUL);
  expect(drivers).toEqual({
    title: 'What drives it?',
    hint: 'Share of the priority group whose risk it raises',
    none: null,
    bars: [{ name: 'Own room: live · sum of the week', share: 0.281, shareWords: '28%' }],
  });
  expect(work.text).toBe('4 celebs reached: 3 contacts, 1 push message. 1 round started.');
});

test('a week without reasons and without work says so', () => {
  const content = {
    ...WEEK_CONTENT,
    drivers: [],
    work: {
      actions: { contacted: 0, offer: 0, push: 0, other: 0 },
      contacted: 0,
      rounds: 0,
    },
  };
  const { drivers, work } = briefText({ ...WEEK, content }, 'ko', SEOUL);
  expect([drivers.none, drivers.bars]).toEqual(['아직 이유가 계산되지 않았습니다.', []]);
  expect(work.text).toBe('이번 주 점수에 대해 기록된 조치가 없습니다.');
});

test('health is a verdict and the numbers that it rests on', () => {
  const drift = {
    from: '2022-11-17',
    to: '2023-02-01',
    windows: 25_745,
    scores: [{ target: 'churn' as const, index: 0.284, verdict: 'shifted' as const }],
    features: [
      { name: 'own_live', index: 0.31, verdict: 'shifted' as const },
      { name: 'fan_total', index: 0.02, verdict: 'stable' as const },
    ],
  };
  const moved = briefText({ ...WEEK, content: { ...WEEK_CONTENT, drift } }, 'en', SEOUL);
  expect(moved.health.texts).toEqual([
    'Scores have shifted',
    'Churn test micro-AP 0.912 (0.901–0.923). Last 4 weeks: 0.912 (0.901–0.923).',
    'Shift of scores (PSI): Churn 0.28. 1 of 2 series have shifted (over 0.25).',
  ]);
  const ungraded = briefText({ ...WEEK, graded: [] }, 'en', SEOUL);
  expect(ungraded.health.texts).toEqual([
    'Models hold',
    'Churn test micro-AP 0.912 (0.901–0.923). Not graded yet.',
    'This version holds no weeks that trained the models, so drift cannot be told.',
  ]);
});
