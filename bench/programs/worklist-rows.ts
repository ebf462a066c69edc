/**
 * Fills an installation with one scored day of so many celebs: scores, the day before's, reasons of both targets, and
 * work on three celebs of ten. Every number comes from the celeb's own by hashing, so each run fills the same.
 * Prints {"celebs"}.
 */
import pg from 'pg';
import { type Runtime, withRuntime } from '@/lib/server/runtime';
import { benchId as id, WORKLIST_IDS } from './worklist-ids';

const SERIES = ['own_total', 'fan_total', 'fan_unique', 'sticker_count', 'own_types', 'fan_types'];
const SUMMARIES = ['sum', 'last', 'slope'];

async function fill({ db, url }: Runtime, celebs: number): Promise<void> {
  const day = (text: string) => new Date(`${text}T00:00:00Z`);
  await db.dataset.create({
    data: { id: WORKLIST_IDS.dataset, name: 'Worklist', timeZone: 'Asia/Seoul' },
  });
  await db.datasetVersion.create({
    data: {
      id: WORKLIST_IDS.version,
      datasetId: WORKLIST_IDS.dataset,
      number: 1,
      jobId: id(9),
      firstDay: day('2022-11-10'),
      lastDay: day('2023-03-28'),
      eventRows: 0,
      stickerRows: 0,
      celebRows: celebs,
      targetCelebs: celebs,
      dailyRows: 0,
      dailyColumns: SERIES,
      quality: {},
    },
  });
  const run = {
    versionId: WORKLIST_IDS.version,
    jobId: id(8),
    kind: 'gbdt',
    candidate: {},
    windows: { observeDays: 7, outcomeDays: 7, strideDays: 1 },
    split: {},
    splitSummary: {},
    features: SERIES,
    engine: 'none',
    libraries: {},
    log: {},
    parameters: 0,
    durationMs: 0,
    report: {},
  };
  await db.run.createMany({
    data: [
      { ...run, id: id(5), position: 0, target: 'churn' },
      { ...run, id: id(6), position: 1, target: 'sticker' },
    ],
  });
  await db.scoreSnapshot.create({
    data: {
      id: WORKLIST_IDS.snapshot,
      versionId: WORKLIST_IDS.version,
      jobId: id(7),
      asOf: day('2023-03-29'),
      churnRunId: id(5),
      stickerRunId: id(6),
      celebs,
    },
  });
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await fillRows(client, celebs);
  } finally {
    await client.end();
  }
}

async function fillRows(client: pg.Client, celebs: number): Promise<void> {
  // A share in [0, 1) of a celeb and a purpose.
  await client.query(`CREATE FUNCTION pg_temp.share(i int, purpose int) RETURNS float8 LANGUAGE sql IMMUTABLE AS
    $$ SELECT (hashint8extended(i, purpose) & 1048575) / 1048576.0::float8 $$`);
  await client.query(
    `INSERT INTO "CelebScore" ("snapshotId", "celebId", "churn", "sticker", "score", "rank", "name", "previousChurn",
       "previousSticker", "previousScore", "change", "lastOwnDay", "lastStickerDay", "ownWeeks", "attributes")
     SELECT $1, 'celeb-' || i, churn, sticker, churn * sticker, rank() OVER (ORDER BY churn * sticker DESC),
       (ARRAY['김','이','박','최','정','Kim','Lee','Park'])[1 + (i % 8)] || ' ' ||
         substr(md5(i::text), 1, 6),
       before, sticker, before * sticker, churn * sticker - before * sticker,
       DATE '2023-03-28' - (pg_temp.share(i, 4) * 60)::int,
       CASE WHEN pg_temp.share(i, 5) < 0.3 THEN DATE '2023-03-28' - (pg_temp.share(i, 6) * 90)::int END,
       ARRAY(SELECT (pg_temp.share(i, 10 + w) * 40)::int FROM generate_series(1, 8) w),
       jsonb_build_object('category', (ARRAY['music','talk','game','art','sport'])[1 + (i % 5)],
         'region', (ARRAY['서울','부산','대구','인천','광주','대전'])[1 + (i % 6)], 'level', i % 10)
     FROM (
       SELECT i, pg_temp.share(i, 1) AS churn, power(pg_temp.share(i, 2), 4) AS sticker,
         CASE WHEN i % 20 > 0 THEN pg_temp.share(i, 3) END AS before
       FROM generate_series(1, $2::int) i
     ) celebs`,
    [WORKLIST_IDS.snapshot, celebs],
  );
  await client.query(
    `INSERT INTO "CelebReason" ("snapshotId", "celebId", "target", "position", "explanationId", "feature", "value",
       "shap", "week", "weekBefore")
     SELECT $1, 'celeb-' || i, target, place, $2,
       ($3::text[])[1 + floor(pg_temp.share(i, seed + place) * $4)::int] || '.' ||
         ($5::text[])[1 + floor(pg_temp.share(i, seed + 10 + place) * $6)::int],
       pg_temp.share(i, seed + 20) * 30, (pg_temp.share(i, seed + 30) - 0.3) / place,
       floor(pg_temp.share(i, seed + 40) * 50), floor(pg_temp.share(i, seed + 50) * 50)
     FROM generate_series(1, $7::int) i, generate_series(1, 3) place,
       (VALUES ('churn', 100), ('sticker', 200)) targets (target, seed)`,
    [WORKLIST_IDS.snapshot, id(4), SERIES, SERIES.length, SUMMARIES, SUMMARIES.length, celebs],
  );
  await client.query(
    `INSERT INTO "CelebWork" ("datasetId", "celebId", "owner", "status", "updatedBy")
     SELECT $1, 'celeb-' || i,
       CASE WHEN i % 4 > 0 THEN (ARRAY['Ara','Bora','Chan','Dana','Eun','Faye','Gun','Hana','local'])[1 + (i % 9)] END,
       (ARRAY['open','in-progress','waiting','done'])[1 + (i % 4)], 'local'
     FROM generate_series(1, $2::int) i WHERE pg_temp.share(i, 7) < 0.3`,
    [WORKLIST_IDS.dataset, celebs],
  );
  await client.query('VACUUM ANALYZE');
}

const celebs = Number(process.argv[2] ?? '100000');
await withRuntime((runtime) => fill(runtime, celebs));
console.log(JSON.stringify({ celebs }));
