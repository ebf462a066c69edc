import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { sqlName, sqlString, withLake } from './duckdb';
import { queryRows, readColumns } from './rows';

describe('withLake', () => {
  it('interrupts the running statement when the signal is aborted, and says cancelled', async () => {
    const controller = new AbortController();
    const slow = withLake({ signal: controller.signal }, async (connection) => {
      const work = connection.run(
        'SELECT sum(a.range * b.range) FROM range(10000000) a, range(10000000) b',
      );
      controller.abort();
      await work;
    });
    await expect(slow).rejects.toMatchObject({ code: 'cancelled' });
  });

  it('does not begin when it is cancelled already', async () => {
    let began = false;
    const call = withLake({ signal: AbortSignal.abort() }, async () => {
      began = true;
    });
    await expect(call).rejects.toMatchObject({ code: 'cancelled' });
    expect(began).toBe(false);
  });

  it('passes other errors on, and calls a full disk by its name', async () => {
    await expect(
      withLake({}, async () => {
        throw new TypeError('mine');
      }),
    ).rejects.toThrow(TypeError);
    await expect(
      withLake({}, async () => {
        throw new Error('IO Error: Could not write file "x": No space left on device');
      }),
    ).rejects.toMatchObject({ code: 'disk_full' });
  });

  it('spills what does not fit and shares nothing between two lakes', async () => {
    const temp = await mkdtemp(path.join(os.tmpdir(), 'stagelight-lake-'));
    try {
      const sums = await withLake({ tempDir: temp, memoryLimitMb: 60, threads: 1 }, (connection) =>
        queryRows(
          connection,
          `SELECT count(*)::INTEGER AS n, max(c)::INTEGER AS most FROM
             (SELECT hash(range) AS h, count(*) AS c FROM range(3000000) GROUP BY h)`,
        ),
      );
      expect(sums).toEqual([{ n: 3_000_000, most: 1 }]);
      await withLake({}, (connection) => connection.run('CREATE TABLE mine (a INTEGER)'));
      await expect(
        withLake({}, (connection) => connection.run('SELECT * FROM mine')),
      ).rejects.toThrow(/mine/);
    } finally {
      await rm(temp, { recursive: true, force: true });
    }
  });
});

it('sqlString and sqlName carry any text unchanged', async () => {
  for (const text of [`it's`, 'say "hi"', "'; SELECT 1; --", '별\n밤', '\\', '']) {
    const rows = await withLake({}, (connection) =>
      queryRows(connection, `SELECT ${sqlString(text)} AS ${sqlName(`${text}.`)}`),
    );
    expect(rows).toEqual([{ [`${text}.`]: text }]);
  }
});

describe('readColumns', () => {
  it('streams every type that it names, chunk after chunk, in order', async () => {
    const n = 7000;
    const seen = [new Float32Array(n), new Int32Array(n), new Float64Array(n), new Uint8Array(n)];
    const rows = await withLake({}, (connection) =>
      readColumns(
        connection,
        `SELECT (range / 2)::FLOAT, range::INTEGER - 5, range / 3, (range % 256)::UTINYINT FROM range(${n}) ORDER BY range`,
        4,
        (column, values, offset) => seen[column]?.set(values, offset),
      ),
    );
    expect(rows).toBe(n);
    expect(seen[0]?.every((v, i) => v === Math.fround(i / 2))).toBe(true);
    expect(seen[1]?.every((v, i) => v === i - 5)).toBe(true);
    expect(seen[2]?.every((v, i) => v === i / 3)).toBe(true);
    expect(seen[3]?.every((v, i) => v === i % 256)).toBe(true);
  });

  it('reads an empty result', async () => {
    const rows = await withLake({}, (connection) =>
      readColumns(connection, 'SELECT 1::INTEGER WHERE false', 1, () => {
        throw new Error('there is nothing to read');
      }),
    );
    expect(rows).toBe(0);
  });
});
