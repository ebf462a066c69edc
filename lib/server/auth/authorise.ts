import { AppError } from '@/lib/server/errors';

export const ROLES = ['viewer', 'manager', 'analyst', 'admin'] as const;
export type Role = (typeof ROLES)[number];

export interface Session {
  readonly name: string;
  readonly role: Role;
}

/** What can be done, and the least role that may do it. Every page, route, stream and job names one. */
const LEAST_ROLE = {
  'data:read': 'viewer',
  'jobs:read': 'viewer',
  'jobs:control': 'analyst',
  'data:import': 'analyst',
  'data:delete': 'admin',
} as const satisfies Record<string, Role>;
export type Capability = keyof typeof LEAST_ROLE;

/** Until sign-in exists there is one user, the person at this machine; the server listens on loopback only. */
export const LOCAL_SESSION: Session = { name: 'local', role: 'admin' };

/** @throws AppError `forbidden` naming the capability and the role it needs */
export function authorise(session: Session, capability: Capability): Session {
  const needed = LEAST_ROLE[capability];
  if (ROLES.indexOf(session.role) < ROLES.indexOf(needed)) {
    throw new AppError(
      'forbidden',
      `"${capability}" needs the role ${needed}; ${session.name} is ${session.role}.`,
      { reason: capability },
    );
  }
  return session;
}

const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|\[?::1\]?)$/;
export const isLoopback = (host: string): boolean => LOOPBACK.test(host);

/**
 * Refuses requests that only look local: a foreign name that resolves to this machine (DNS rebinding) and pages of
 * other sites that post to it.
 * @throws AppError `not_loopback`
 */
export function requireLocal(headers: Headers): void {
  const host = (headers.get('host') ?? '').replace(/:\d+$/, '');
  const origin = headers.get('origin');
  const foreign = origin !== null && new URL(origin).host !== headers.get('host');
  if (!isLoopback(host) || foreign) {
    throw new AppError(
      'not_loopback',
      'Stagelight has no sign-in yet, so it answers only to pages opened on this machine as localhost.',
      { reason: origin ?? host },
    );
  }
}
