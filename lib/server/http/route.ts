import { z } from 'zod';
import {
  authorise,
  type Capability,
  LOCAL_SESSION,
  requireLocal,
  type Session,
} from '@/lib/server/auth/authorise';
import { type Database, database } from '@/lib/server/db/client';
import { AppError, describeError } from '@/lib/server/errors';

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
      requireLocal(request.headers);
      const session = authorise(LOCAL_SESSION, options.capability);
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
  if (!(error instanceof AppError)) console.error(error);
  return Response.json(
    { error: describeError(error) },
    { status: error instanceof AppError ? error.status : 500 },
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
