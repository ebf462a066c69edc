import type { z } from 'zod';
import { type ErrorBody, errorBodySchema } from '@/lib/contracts/errors';

/** An error the server named; `body.code` selects the translated sentence. */
export class ApiError extends Error {
  constructor(readonly body: ErrorBody['error']) {
    super(body.message);
    this.name = 'ApiError';
  }
}

async function fail(response: Response): Promise<never> {
  const parsed = errorBodySchema.safeParse(await response.json().catch(() => undefined));
  throw new ApiError(
    parsed.success
      ? parsed.data.error
      : {
          code: 'internal',
          message: `HTTP ${response.status}`,
          details: { reason: `HTTP ${response.status}` },
        },
  );
}

/** Reads `/api/v1<path>` and checks the answer against its schema. @throws ApiError */
export async function getJson<T>(
  path: string,
  schema: z.ZodType<T>,
  signal?: AbortSignal,
): Promise<T> {
  const response = await fetch(`/api/v1${path}`, { signal });
  if (!response.ok) await fail(response);
  return schema.parse(await response.json());
}

/** @throws ApiError */
export async function sendJson<T>(
  method: 'POST' | 'DELETE',
  path: string,
  body: unknown,
  schema: z.ZodType<T>,
): Promise<T> {
  const response = await fetch(`/api/v1${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  if (!response.ok) await fail(response);
  return schema.parse(await response.json());
}

/** Sends a file as the request's body, so the browser streams it from disk. @throws ApiError */
export async function uploadFile<T>(file: File, schema: z.ZodType<T>): Promise<T> {
  const response = await fetch(`/api/v1/uploads?name=${encodeURIComponent(file.name)}`, {
    method: 'POST',
    body: file,
  });
  if (!response.ok) await fail(response);
  return schema.parse(await response.json());
}

export const queryString = (params: Record<string, string | null | undefined>): string => {
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(params)) if (value) search.set(key, value);
  return search.toString();
};
