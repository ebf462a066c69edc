import { z } from 'zod';
import { authorise, type Capability, type Session } from '@/lib/server/auth/authorise';
import { sessionOf } from '@/lib/server/auth/session';
import { type Database, database } from '@/lib/server/db/client';
import { AppError, describeError } from '@/lib/server/errors';
import { isPassing } from '@/lib/server/jobs/retry';

export interface RouteContext<Query, Body> {
  readonly db: Database;
  readonly session: Session;
  readonly params: Readonly<Record<string, string>>;
  readonly query: Query;
  readonly body: Body;
  readonly request: Request;
}

interface RouteOptions<Query, Body> {
  readonly capability: Capability;
  readonly query?: z.ZodType<Query>;
  readonly body?: z.ZodType<Body>;
  /** A Response is passed on as it is; anything else becomes JSON. */
  readonly handle: (context: RouteContext<Query, Body>) => Promise<unknown>;
}

/** One way for all routes: authorise, parse, call, respond; errors leave in one envelope. */
export function route<Query = unknown, Body = unknown>(options: RouteOptions<Query, Body>) {
  return async (
    request: Request,
    next: { params: Promise<Record<string, string>> },
  ): Promise<Response> => {
    try {
      const session = authorise(sessionOf(request.headers), options.capability);
      const search = Object.fromEntries(new URL(request.url).searchParams);
      const query = options.query ? options.query.parse(search) : (search as Query);
      const body = options.body ? options.body.parse(await readJson(request)) : (undefined as Body);
      const params = await next.params;
      const result = await options.handle({
        db: database(),
        session,
        params,
        query,
        body,
        request,
      });
      return result instanceof Response ? result : Response.json(result ?? {});
    } catch (error) {
      return errorResponse(error);
    }
  };
}

async function readJson(request: Request): Promise<unknown> {
  try {
    return await request.json();
  } catch {
    throw new AppError('bad_request', 'The request has no JSON body.');
  }
}

export function errorResponse(error: unknown): Response {
  if (error instanceof z.ZodError) {
    const [issue] = error.issues;
    const field = issue?.path.join('.') ?? '';
    const body = {
      code: 'bad_request',
      message: `${field}: ${issue?.message}`,
      details: { field, reason: issue?.message ?? '' },
    };
    return Response.json({ error: body }, { status: 400 });
  }
  const known = error instanceof AppError ? error : databaseAway(error);
  if (!known) console.error(error);
  return Response.json({ error: describeError(known ?? error) }, { status: known?.status ?? 500 });
}

function databaseAway(error: unknown): AppError | undefined {
  if (!isPassing(error)) return undefined;
  return new AppError(
    'unavailable',
    'The database does not answer just now; it may be restarting. Try again in a moment. Nothing stored is lost.',
    {},
    { cause: error },
  );
}

/** @throws AppError `bad_request` when a path's parameter is missing */
export function param(params: Readonly<Record<string, string>>, name: string): string {
  const value = params[name];
  if (!value) throw new AppError('bad_request', `The address lacks "${name}".`, { field: name });
  return value;
}

const UUID = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/;

/**
 * The id in a path. One that cannot be an id names nothing, which is the reader's mistake and not the database's.
 * @throws AppError `not_found`
 */
export function idParam(params: Readonly<Record<string, string>>): string {
  const id = param(params, 'id');
  if (!UUID.test(id)) throw new AppError('not_found', `There is no "${id}".`, { reason: id });
  return id;
}
