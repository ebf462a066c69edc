import { DOUBLE, INTEGER } from '@duckdb/node-api';
import { expect, it } from 'vitest';
import { withLake } from '@/lib/server/lake/duckdb';
import { queryRows } from '@/lib/server/lake/rows';
import { loadTable } from './columns';

it.each([0, 1, 2047, 2048, 2049, 10_000])(
  'loadTable stores %s rows in their order',
  async (rows) => {
    await withLake({}, async (connection) => {
      const whole = Int32Array.from({ length: rows + 5 }, (_, i) => i * 7 - 3);
      const broken = Float64Array.from({ length: rows + 5 }, (_, i) => i / 3);
      const columns = [
        { name: 'whole', type: INTEGER, values: whole },
        { name: 'broken', type: DOUBLE, values: broken },
      ];
      await loadTable(connection, 'loaded', columns, rows);
      // A second call replaces the first.
      await loadTable(connection, 'loaded', columns, rows);
      const stored = await queryRows(connection, 'SELECT * FROM loaded ORDER BY rowid');
      expect(stored).toEqual(
        Array.from({ length: rows }, (_, i) => ({ whole: i * 7 - 3, broken: i / 3 })),
      );
    });
  },
);
