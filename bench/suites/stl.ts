import { mkdtemp, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createRandom } from '@/lib/domain/random/generator';
import { prepareStl } from '@/lib/domain/series/stl';
import { sqlString, withLake } from '@/lib/server/lake/duckdb';
import { dailyPath } from '@/lib/server/lake/layout';
import { readStrengths } from '@/lib/server/series/strengths';
import { pythonHas, runPeer, type Suite, seconds, takeTurns } from '../harness';

const ROUNDS = 3;
const SERIES = 300;
const DAYS = 140;
const CELEBS = 3000;
/** What the analyst was promised for the series of so many celebs. */
const LIMIT_SECONDS = 60;

/** Robust STL of 300 celebs' daily counts over 20 weeks; strengths of 3,000 celebs as the page asks for them. */
export const stlSuite: Suite = {
  ids: ['stl', 'stl-celebs'],
  run: async (work) => {
    const series = counts(SERIES);
    const file = path.join(work, 'series.json');
    await writeFile(file, JSON.stringify(series));
    let figure = 0;
    const ours = async () => {
      const began = performance.now();
      const split = prepareStl(DAYS, { robust: true });
      const results = series.map((values) => split(values));
      const took = (performance.now() - began) / 1000;
      figure = results.reduce((n, r) => n + r.trend.reduce((a, b) => a + Math.abs(b), 0), 0);
      return took;
    };
    const statsmodels = async () => {
      const made = await runPeer('statsmodels_stl.py', [file]);
      if (!(Math.abs((made.figure ?? 0) / figure - 1) < 1e-8))
        throw new Error(`trends add up to ${figure} here, ${made.figure} there`);
      return made.seconds ?? Number.NaN;
    };
    const has = pythonHas('statsmodels');
    const turns = await takeTurns(ROUNDS, { ours, statsmodels: has ? statsmodels : undefined });
    return [
      {
        id: 'stl',
        what: `robust STL of ${SERIES} series of ${DAYS} days`,
        unit: 's',
        ours: turns.ours,
        peer: turns.statsmodels,
        peerName: 'statsmodels',
        note: has ? undefined : 'statsmodels is not installed',
      },
      {
        id: 'stl-celebs',
        what: `strengths of ${CELEBS} celebs by robust STL, from the daily table, against the limit`,
        unit: 's',
        ours: (await takeTurns(ROUNDS, { ours: await rankCelebs(work) })).ours,
        peer: LIMIT_SECONDS,
        peerName: 'limit',
      },
    ];
  },
};

/** Writes a daily table and returns the job: read it, split every series, give the strengths. */
async function rankCelebs(work: string): Promise<() => Promise<number>> {
  const dir = await mkdtemp(path.join(work, 'celebs-'));
  const rows = path.join(dir, 'rows.csv');
  const from = Date.parse('2023-01-01T00:00:00Z');
  const day = (i: number) => new Date(from + i * 86_400_000).toISOString().slice(0, 10);
  const lines = counts(CELEBS).flatMap((values, celeb) =>
    values.map((value, i) => `c${celeb},${celeb},${day(i)},${value}`),
  );
  await writeFile(rows, `celeb_id,celeb_index,day,own_total\n${lines.join('\n')}\n`);
  await withLake({}, (connection) =>
    connection.run(
      `COPY (SELECT * FROM read_csv(${sqlString(rows)})) TO ${sqlString(dailyPath(dir))} (FORMAT parquet)`,
    ),
  );
  return () =>
    seconds(async () => {
      const found = await withLake({}, (connection) =>
        readStrengths(connection, dir, {
          metric: 'own_total',
          from: day(0),
          to: day(DAYS - 1),
          missing: [],
          method: 'stl-robust',
          period: 7,
        }),
      );
      if (found.rows.length !== CELEBS)
        throw new Error(`${found.rows.length} of ${CELEBS} celebs have strengths`);
    });
}

/** Counts that rise and fall with the week, differently busy, with days off. */
function counts(series: number): number[][] {
  const random = createRandom(140);
  return Array.from({ length: series }, () => {
    const level = 2 + random.integer(60);
    return Array.from({ length: DAYS }, (_, day) =>
      random.integer(6) === 0
        ? 0
        : Math.round(
            level * (1 + 0.4 * Math.sin((day * 2 * Math.PI) / 7)) * (0.5 + random.uniform()),
          ),
    );
  });
}
