import type { WorklistRow } from '@/lib/contracts/worklist';
import type { Database } from '@/lib/server/db/client';

export interface Written {
  readonly datasetId: string;
  readonly snapshotId: string;
  /** What the worklist must say of each celeb, apart from group and reasons. */
  readonly rows: readonly Omit<WorklistRow, 'group' | 'reasons'>[];
}

const CELEBS = 60;
const day = (text: string) => new Date(`${text}T00:00:00Z`);
const march = (date: number) => `2023-03-0${date}`;

/** Sixty celebs scored as of 2023-03-08, with ties and gaps in every column. */
export async function writeSnapshot(db: Database): Promise<Written> {
  const { id: datasetId } = await db.dataset.create({
    data: { name: 'Sixty', timeZone: 'Asia/Seoul' },
  });
  const uuid = () => crypto.randomUUID();
  const versionId = uuid();
  await db.datasetVersion.create({
    data: {
      id: versionId,
      datasetId,
      number: 1,
      jobId: uuid(),
      firstDay: day('2023-01-01'),
      lastDay: day('2023-03-07'),
      eventRows: 0,
      stickerRows: 0,
      celebRows: CELEBS,
      targetCelebs: CELEBS,
      dailyRows: 0,
      dailyColumns: [],
      quality: {},
    },
  });
  const [churnRunId, stickerRunId, snapshotId] = [uuid(), uuid(), uuid()];
  const run = {
    versionId,
    jobId: uuid(),
    kind: 'gbdt',
    candidate: {},
    windows: { observeDays: 7, outcomeDays: 7, strideDays: 1 },
    split: {},
    splitSummary: {},
    features: [],
    engine: 'none',
    libraries: {},
    log: {},
    parameters: 0,
    durationMs: 0,
    report: {},
  };
  await db.run.createMany({
    data: [
      { ...run, id: churnRunId, position: 0, target: 'churn' },
      { ...run, id: stickerRunId, position: 1, target: 'sticker' },
    ],
  });
  await db.scoreSnapshot.create({
    data: {
      id: snapshotId,
      versionId,
      jobId: uuid(),
      asOf: day('2023-03-08'),
      churnRunId,
      stickerRunId,
      celebs: CELEBS,
    },
  });
  const rows = sixty();
  await db.celebSummary.createMany({
    data: rows.map(({ celebId, name }) => ({
      versionId,
      celebId,
      name,
      firstOwnDay: day('2023-01-01'),
      lastOwnDay: day('2023-03-07'),
      ownTotal: 1,
      fanTotal: 0,
      stickerCount: 0,
      attributes: {},
    })),
  });
  await db.celebScore.createMany({
    data: rows.map(({ owner: _, status: __, attributes, ...row }) => ({
      ...row,
      snapshotId,
      lastOwnDay: row.lastOwnDay && day(row.lastOwnDay),
      lastStickerDay: row.lastStickerDay && day(row.lastStickerDay),
      attributes: {
        ...(attributes.region ? { region: attributes.region } : {}),
        // A number in the file stays one.
        level: Number(attributes.level),
      },
    })),
  });
  await db.celebReason.createMany({ data: reasonsOf(rows, snapshotId) });
  await db.celebWork.createMany({
    data: rows
      .filter(({ owner, status }) => owner !== null || status !== 'open')
      .map(({ celebId, owner, status }) => ({ datasetId, celebId, owner, status, updatedBy: 'x' })),
  });
  return { datasetId, snapshotId, rows };
}

/** Probabilities are multiples of an eighth, so that products are exact and many are equal. */
function sixty(): Written['rows'] {
  const rows = Array.from({ length: CELEBS }, (_, i) => {
    const churn = ((i * 5) % 9) / 8;
    const sticker = ((i * 7) % 5) / 8 + 3 / 8;
    const score = churn * sticker;
    const previousScore = i % 4 === 0 ? null : ((i * 3) % 8) / 8;
    return {
      celebId: `id_${String(i).padStart(2, '0')}`,
      name: i === 0 ? '=1+1' : i % 10 === 7 ? null : i % 2 === 0 ? `Star ${i % 20}` : `별 ${i}`,
      churn,
      sticker,
      score,
      previousScore,
      change: previousScore === null ? null : score - previousScore,
      lastOwnDay: march(1 + (i % 7)),
      lastStickerDay: i % 3 === 0 ? march(1 + (i % 5)) : null,
      ownWeeks: Array.from({ length: 8 }, (_, week) => (i + week) % 6),
      attributes: {
        ...(i % 5 === 0 ? {} : { region: i % 2 === 0 ? '서울' : '부산' }),
        level: String(i % 4),
      },
      owner: i % 6 === 0 ? 'Ara' : i % 6 === 1 ? 'Bora' : null,
      status:
        i % 6 === 1 ? ('waiting' as const) : i % 6 === 2 ? ('done' as const) : ('open' as const),
    };
  });
  return rows.map((row) => ({
    ...row,
    rank: 1 + rows.filter(({ score }) => score > row.score).length,
  }));
}

/** The twenty of most priority have six reasons, the next twenty one, the others none. */
function reasonsOf(rows: Written['rows'], snapshotId: string) {
  const order = rows.toSorted((a, b) => b.score - a.score || (a.celebId < b.celebId ? -1 : 1));
  const all = [
    ['churn', 1, 'own_total.sum'],
    ['churn', 2, 'own_total.slope'],
    ['churn', 3, 'fan_total.last'],
    ['sticker', 1, 'sticker_count.sum'],
    ['sticker', 2, 'own_total.last'],
    ['sticker', 3, 'sticker_count.slope'],
  ] as const;
  return order.slice(0, 40).flatMap(({ celebId }, i) =>
    all.slice(0, i < 20 ? 6 : 1).map(([target, position, feature]) => ({
      snapshotId,
      celebId,
      target,
      position,
      explanationId: crypto.randomUUID(),
      feature,
      value: 2,
      shap: 1 / position,
      week: 1,
      weekBefore: 2,
    })),
  );
}
