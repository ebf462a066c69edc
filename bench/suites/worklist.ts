import pg from 'pg';
import { WORKLIST_SORTS } from '@/lib/contracts/worklist';
import { openEmbedded } from '@/lib/server/db/embedded';
import { buildWeb, freePort, ready, startLauncher } from '@/lib/server/testing/launcher';
import { median, quantile, runOwn, type Suite } from '../harness';
import { WORKLIST_IDS } from '../programs/worklist-ids';

const CELEBS = 100_000;
const LIMIT_SECONDS = 0.1;
/** Requests per sort and direction; with the filters below, more than 300 in all. */
const OFFSETS = [0, 200, 1000, 10_000, 50_000, 99_800];
const FILTERS = [
  { group: 'priority' },
  { group: 'general-churner', sort: 'name', order: 'asc' },
  { q: 'kim' },
  { q: 'celeb-77', sort: 'change' },
  { q: '김 a' },
  { reason: 'fan_total' },
  { reason: 'sticker_count', sort: 'lastOwnDay', order: 'asc' },
  { owner: 'nobody' },
  { owner: 'me', sort: 'status', order: 'asc' },
  { owner: 'name:Bora', sort: 'churn' },
  { status: 'waiting', sort: 'owner', order: 'asc' },
  { status: 'open', group: 'priority' },
  { attribute: 'region', value: '서울', sort: 'sticker' },
  { attribute: 'category', value: 'game', move: 'newly' },
  { move: 'recovered', sort: 'previousScore' },
  { scoreMin: '0.05', scoreMax: '0.5', churnMin: '0.3', sort: 'ownWeeks' },
  { q: 'park', reason: 'own_total', owner: 'nobody', scoreMin: '0.01' },
] as const;

/** All requests: every sort both ways at six depths, and typical filters at three. */
function requests(): string[] {
  const sorts = [...WORKLIST_SORTS, 'attribute.region'];
  const sorted = sorts.flatMap((sort) =>
    ['asc', 'desc'].flatMap((order) =>
      OFFSETS.map((offset) => ({ sort, order, offset: String(offset) })),
    ),
  );
  const filtered = FILTERS.flatMap((filter) =>
    ['0', '200', '5000'].flatMap((offset) =>
      ['asc', 'desc', 'desc'].map((order) => ({ order, ...filter, offset })),
    ),
  );
  const all = [...sorted, ...filtered].map((query) =>
    String(new URLSearchParams({ snapshot: WORKLIST_IDS.snapshot, ...query })),
  );
  // Mixed, the same way each time: neighbours must not profit from each other.
  const stride = 97;
  return all.map((_, i) => all[(i * stride) % all.length] ?? '');
}

async function measure(url: string): Promise<number> {
  const began = performance.now();
  const response = await fetch(url);
  const body = (await response.json()) as { rows?: unknown[] };
  if (!response.ok || !body.rows) throw new Error(`${url}: ${JSON.stringify(body)}`);
  return (performance.now() - began) / 1000;
}

/** Pages of a worklist of 100,000 celebs over HTTP, against the limit, and against one plain sorted page from SQL. */
export const worklistSuite: Suite = {
  ids: ['worklist-p95', 'worklist-p95-vs-sql'],
  run: async (work) => {
    await runOwn('programs/worklist-rows.ts', [String(CELEBS)], { STAGELIGHT_DATA_DIR: work });
    await buildWeb();
    const port = await freePort();
    const server = startLauncher(work, port);
    try {
      await ready(server);
      const address = `http://127.0.0.1:${port}/api/v1/worklist`;
      const first = await measure(`${address}?snapshot=${WORKLIST_IDS.snapshot}`);
      console.log(`  first page of a snapshot: ${(first * 1000).toFixed(0)} ms`);
      const queries = requests();
      const times: number[] = [];
      for (const query of queries) times.push(await measure(`${address}?${query}`));
      const ms = (share: number) => `${(quantile(times, share) * 1000).toFixed(1)} ms`;
      console.log(`  ${times.length} pages: p50 ${ms(0.5)}, p95 ${ms(0.95)}, largest ${ms(1)}`);
      const slowest = queries
        .map((query, i) => ({ query, seconds: times[i] ?? 0 }))
        .sort((a, b) => b.seconds - a.seconds);
      for (const { query, seconds } of slowest.slice(0, 8))
        console.log(`    ${(seconds * 1000).toFixed(1)} ms: ${query.slice(46)}`);
      const p95 = quantile(times, 0.95);
      const what = `p95 of ${times.length} pages of 200 from ${CELEBS} celebs over HTTP: every sort both ways, filters, offsets to the end`;
      return [
        {
          id: 'worklist-p95',
          what: `${what}; median ${ms(0.5)}, largest ${ms(1)}`,
          unit: 's',
          ours: p95,
          peer: LIMIT_SECONDS,
          peerName: 'limit',
        },
        {
          id: 'worklist-p95-vs-sql',
          what,
          unit: 's',
          ours: p95,
          peer: await plainSql(work),
          peerName: 'median of one plain page, ORDER BY score DESC LIMIT 200, through pg',
        },
      ];
    } finally {
      server.child.kill('SIGTERM');
      await server.ended;
    }
  },
};

async function plainSql(dataDir: string): Promise<number> {
  const database = await openEmbedded(dataDir);
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  try {
    const times: number[] = [];
    for (let i = 0; i < 50; i++) {
      const began = performance.now();
      await client.query(
        'SELECT * FROM "CelebScore" WHERE "snapshotId" = $1 ORDER BY score DESC LIMIT 200',
        [WORKLIST_IDS.snapshot],
      );
      times.push((performance.now() - began) / 1000);
    }
    return median(times);
  } finally {
    await client.end();
    await database.release();
  }
}
