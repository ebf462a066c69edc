import { AppError } from '@/lib/server/errors';
import type { Session } from './authorise';

/** Until sign-in exists there is one user, the person at this machine; the server listens on loopback only. */
export const LOCAL_SESSION: Session = { name: 'local', role: 'admin' };

/** Whoever can start a program on this machine owns its data folder. */
export const COMMAND_LINE_SESSION: Session = { name: 'command line', role: 'admin' };

const LOOPBACK = /^(localhost|127\.\d{1,3}\.\d{1,3}\.\d{1,3}|\[?::1\]?)$/i;
export const isLoopback = (host: string): boolean => LOOPBACK.test(host);

/**
 * Who sends a request. Refuses what only looks local: a foreign name that resolves to this machine (DNS rebinding)
 * and pages of other sites that post to it.
 * @throws AppError `not_loopback`
 */
export function sessionOf(headers: Headers): Session {
  const host = headers.get('host') ?? '';
  const origin = headers.get('origin');
  if (!isLoopback(host.replace(/:\d+$/, '')) || (origin !== null && hostOf(origin) !== host)) {
    throw new AppError(
      'not_loopback',
      'Stagelight has no sign-in yet, so it answers only to pages opened on this machine as localhost.',
      { reason: origin ?? host },
    );
  }
  return LOCAL_SESSION;
}

/** Host and port of an `Origin` header; undefined for `null` (sandboxed pages, files) and for anything malformed. */
function hostOf(origin: string): string | undefined {
  try {
    return new URL(origin).host || undefined;
  } catch {
    return undefined;
  }
}
