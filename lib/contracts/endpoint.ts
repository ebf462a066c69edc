import type { z } from 'zod';

/** One call of the HTTP API; `lib/contracts/api.test.ts` proves that every route file stands in a list of them. */
export interface Endpoint {
  readonly method: 'get' | 'post' | 'delete';
  /** Below `/api/v1`, with `{name}` for parameters. */
  readonly path: string;
  readonly summary: string;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType;
  /** Media type of a body that is not JSON. */
  readonly bodyType?: string;
  readonly response: z.ZodType | { readonly mediaType: string };
}
