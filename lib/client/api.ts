import type { z } from 'zod';
import { type ErrorBody, errorBodySchema } from '@/lib/contracts/errors';

/** An error the server named; `body.code` selects the translated sentence. */
export class ApiError extends Error {
  constructor(readonly body: ErrorBody['error']) {
    super(body.message);
    this.name = 'ApiError';
  }
}

/** The error that an answer's body names; a body of any other form counts as `internal`. */
export function apiError(status: number, body: unknown): ApiError {
  const parsed = errorBodySchema.safeParse(body);
  const message = `HTTP ${status}`;
  return new ApiError(
    parsed.success
      ? parsed.data.error
      : { code: 'internal', message, details: { reason: message } },
  );
}

async function fail(response: Response): Promise<never> {
  throw apiError(response.status, await response.json().catch(() => undefined));
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

/** The answer to a POST as it comes, such as a CSV file. @throws ApiError */
export async function sendForBlob(path: string, body: unknown): Promise<Blob> {
  const response = await fetch(`/api/v1${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!response.ok) await fail(response);
  return response.blob();
}

export const queryString = (params: Record<string, string | null | undefined>): string => {
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(params)) if (value) search.set(key, value);
  return search.toString();
};
