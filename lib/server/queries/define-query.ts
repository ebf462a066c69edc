import type { DuckDBConnection, DuckDBValue } from '@duckdb/node-api';
import type { z } from 'zod';

/** A question to the lake: bound parameters in, checked rows out. */
export type LakeQuery<Params, Row> = (
  connection: DuckDBConnection,
  params: Params,
) => Promise<Row[]>;

interface Definition<Params, Row> {
  /**
   * The statement, with `$name` for every bound value. As a function it may choose identifiers, which cannot be bound;
   * those come from closed sets (the version's own columns) through `sqlName`, never from what somebody typed.
   */
  readonly sql: string | ((params: Params) => string);
  readonly params: z.ZodType<Params>;
  readonly row: z.ZodType<Row>;
}

/**
 * One question = its SQL, the schema of its parameters and the schema of its rows. Parameters that the SQL does not
 * mention choose identifiers only and are not bound.
 * @throws z.ZodError when a parameter or a row has another shape than declared
 */
export function defineQuery<Params extends Readonly<Record<string, unknown>>, Row>({
  sql,
  params: paramsSchema,
  row,
}: Definition<Params, Row>): LakeQuery<Params, Row> {
  return async (connection, given) => {
    const params = paramsSchema.parse(given);
    const statement = await connection.prepare(typeof sql === 'string' ? sql : sql(params));
    try {
      const bound: Record<string, DuckDBValue> = {};
      for (let i = 1; i <= statement.parameterCount; i++) {
        const name = statement.parameterName(i);
        if (!(name in params))
          throw new RangeError(`The statement asks for $${name}; it is not given.`);
        bound[name] = params[name] as DuckDBValue;
      }
      statement.bind(bound);
      const reader = await statement.runAndReadAll();
      return row.array().parse(reader.getRowObjectsJson());
    } finally {
      statement.destroySync();
    }
  };
}
