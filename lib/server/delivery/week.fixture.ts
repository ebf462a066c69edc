import type { NamedCeleb, WeekContent, WeekDetail, WeekGrade } from '@/lib/contracts/weeks';
import { CLASSIFICATION_METRICS } from '@/lib/domain/metrics/definitions';

const celeb = (celebId: string, name: string | null, churn: number): NamedCeleb => ({
  celebId,
  name,
  churn,
  sticker: 0.25,
  score: churn / 4,
  change: 0.1,
  reason: { feature: 'fan_comment.sum', value: 6, week: 6, weekBefore: 12 },
});

const interval = { value: 0.912, low: 0.901, high: 0.923 };

/** A week of a name that wants to be HTML, with seven figures, names in both scripts, and nothing graded. */
export const WEEK_CONTENT: WeekContent = {
  from: '2023-03-15',
  to: '2023-03-21',
  outcomeFrom: '2023-03-22',
  outcomeTo: '2023-03-28',
  celebs: 2134,
  policy: { name: null, rule: { by: 'quantile', share: 0.2 }, threshold: 0.0712 },
  figures: {
    active: { weeks: [1900, 1950, 2010, 2055, 2100, 2080, 2200, 2134] },
    churned: { weeks: [90, 101, 98, 77, 84, 91, 80, 123] },
    atRisk: { weeks: [null, null, null, null, 400, 410, 431, 427] },
    recovered: { weeks: [null, null, null, null, null, 55, 61, 58] },
    stickers: { weeks: [5000, 5100, 4900, 5300, 5250, 5400, 5391, 6021] },
    amount: { weeks: [1, 1, 1, 1, 1, 1, 250_000, 301_050] },
    stickersAtRisk: { weeks: [null, null, null, null, 300, 310, 290, 311.4] },
  },
  group: { celebs: 427, expectedChurners: 181.6, expectedStickered: 102.3 },
  movements: {
    newlyAtRisk: {
      count: 61,
      celebs: [celeb('c1', '<b>별빛</b> & "달"', 0.83), celeb('c2', '한가람', 0.77)],
    },
    worsened: { count: 12, celebs: [celeb('c3', null, 0.91)] },
    recovered: { count: 58, celebs: [] },
  },
  drivers: [{ feature: 'own_live.sum', celebs: 120, share: 0.281 }],
  work: {
    actions: { contacted: 3, offer: 0, push: 1, other: 0 },
    contacted: 4,
    rounds: 1,
  },
  models: [
    {
      target: 'churn',
      runId: '01939b1e-0000-7000-8000-000000000009',
      kind: 'gru-bilstm',
      microAveragePrecision: interval,
    },
  ],
  drift: null,
};

const listGrade = {
  celebs: 2200,
  churned: 700,
  listed: 431,
  listedChurned: 170,
  precision: 170 / 431,
  recall: 170 / 700,
  lift: 170 / 431 / (700 / 2200),
  expected: 175.2,
};

/** Of those who left, 60 had just received stickers; the list held 41 of them. */
const paidGrade = {
  celebs: 2200,
  churned: 60,
  listed: 431,
  listedChurned: 41,
  precision: 41 / 431,
  recall: 41 / 60,
  lift: 41 / 431 / (60 / 2200),
  expected: 38.4,
};

export const WEEK_GRADE: WeekGrade = {
  list: listGrade,
  paid: paidGrade,
  baselines: [
    { rule: 'longest-away', grade: listGrade, paid: paidGrade },
    { rule: 'largest-fall', grade: listGrade, paid: paidGrade },
  ],
  missing: 0,
  isInSample: false,
  targets: [
    {
      target: 'churn',
      metrics: Object.fromEntries(
        CLASSIFICATION_METRICS.map((name) => [name, 0.5]),
      ) as WeekGrade['targets'][number]['metrics'],
      recent: interval,
      recentWeeks: 4,
      test: interval,
      isBelowTest: false,
    },
  ],
};

export const WEEK: WeekDetail = {
  id: '01939b1e-0000-7000-8000-000000000001',
  asOf: '2023-03-22',
  createdAt: '2023-03-22T00:00:05.000Z',
  isGraded: false,
  datasetId: '01939b1e-0000-7000-8000-000000000002',
  datasetName: '데모 <Spring>',
  versionId: '01939b1e-0000-7000-8000-000000000003',
  snapshotId: '01939b1e-0000-7000-8000-000000000004',
  createdBy: 'local',
  fingerprint: 'a'.repeat(64),
  content: WEEK_CONTENT,
  grade: null,
  graded: [{ id: '01939b1e-0000-7000-8000-000000000005', asOf: '2023-03-15', grade: WEEK_GRADE }],
};
