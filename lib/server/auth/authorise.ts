import type { JobType } from '@/lib/contracts/jobs';
import { AppError } from '@/lib/server/errors';

export const ROLES = ['viewer', 'manager', 'analyst', 'admin'] as const;
export type Role = (typeof ROLES)[number];

export interface Session {
  readonly name: string;
  readonly role: Role;
}

/** What can be done, and the least role that may do it. Every page, route, stream and job names one. */
export const LEAST_ROLE = {
  'data:read': 'viewer',
  'jobs:read': 'viewer',
  'jobs:control': 'analyst',
  'data:import': 'analyst',
  'data:delete': 'admin',
  'models:read': 'viewer',
  'models:train': 'analyst',
  'models:promote': 'analyst',
  'scores:write': 'manager',
  'policies:write': 'manager',
  'work:write': 'manager',
  'settings:write': 'admin',
} as const satisfies Record<string, Role>;
export type Capability = keyof typeof LEAST_ROLE;

/** Who may have a job done may also do by hand what the job does. */
export const JOB_CAPABILITY = {
  import: 'data:import',
  demo: 'data:import',
  train: 'models:train',
  search: 'models:train',
  score: 'scores:write',
  explain: 'models:train',
  brief: 'scores:write',
  weekly: 'settings:write',
} as const satisfies Record<JobType, Capability>;

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
