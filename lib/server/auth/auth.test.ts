import { describe, expect, it } from 'vitest';
import { JOB_TYPES } from '@/lib/contracts/jobs';
import { AppError } from '@/lib/server/errors';
import { route } from '@/lib/server/http/route';
import { authorise, type Capability, JOB_CAPABILITY, LEAST_ROLE, ROLES } from './authorise';
import { isLoopback, LOCAL_SESSION, sessionOf } from './session';

const codeOf = (work: () => unknown): string => {
  try {
    work();
    return 'allowed';
  } catch (error) {
    return error instanceof AppError ? error.code : String(error);
  }
};

describe('the role matrix', () => {
  const allowed = (capability: Capability) =>
    ROLES.filter(
      (role) => codeOf(() => authorise({ name: 'someone', role }, capability)) === 'allowed',
    );

  it('gives each capability to its least role and every role above it', () => {
    expect(
      Object.fromEntries(
        (Object.keys(LEAST_ROLE) as Capability[]).map((capability) => [
          capability,
          allowed(capability),
        ]),
      ),
    ).toEqual({
      'data:read': ['viewer', 'manager', 'analyst', 'admin'],
      'jobs:read': ['viewer', 'manager', 'analyst', 'admin'],
      'jobs:control': ['analyst', 'admin'],
      'data:import': ['analyst', 'admin'],
      'data:delete': ['admin'],
      'models:read': ['viewer', 'manager', 'analyst', 'admin'],
      'models:train': ['analyst', 'admin'],
      'models:promote': ['analyst', 'admin'],
      'scores:write': ['manager', 'analyst', 'admin'],
      'policies:write': ['manager', 'analyst', 'admin'],
      'work:write': ['manager', 'analyst', 'admin'],
      'settings:write': ['admin'],
    });
  });

  it('says which role is missing', () => {
    expect(() => authorise({ name: 'Mina', role: 'manager' }, 'data:import')).toThrow(
      '"data:import" needs the role analyst; Mina is manager.',
    );
  });

  it('knows the capability of every type of job', () => {
    expect(Object.keys(JOB_CAPABILITY).sort()).toEqual([...JOB_TYPES].sort());
  });
});

describe('the session of a request', () => {
  const of = (headers: Record<string, string>) => codeOf(() => sessionOf(new Headers(headers)));

  it.each([
    'localhost:3000',
    'localhost',
    '127.0.0.1:3000',
    '127.1.2.3',
    '[::1]:3000',
    'LOCALHOST:1',
  ])('is the local user when the page was opened as %s', (host) => {
    expect(sessionOf(new Headers({ host }))).toBe(LOCAL_SESSION);
  });

  it('accepts posts of its own pages', () => {
    expect(of({ host: 'localhost:3000', origin: 'http://localhost:3000' })).toBe('allowed');
    expect(of({ host: '[::1]:3000', origin: 'http://[::1]:3000' })).toBe('allowed');
  });

  it.each([
    'evil.example:3000',
    'localhost.evil.example',
    '127.0.0.1.evil.example',
    '192.168.0.7:3000',
    '0.0.0.0:3000',
    '',
  ])('refuses the name %j, whatever it resolves to', (host) => {
    expect(of({ host })).toBe('not_loopback');
  });

  it('refuses a request without a Host header', () => {
    expect(of({})).toBe('not_loopback');
  });

  it.each([
    ['another site', 'https://evil.example'],
    ['another port of this machine', 'http://localhost:8080'],
    ['a sandboxed page or a file', 'null'],
    ['a malformed header', 'not an origin'],
    ['an empty header', ''],
    ['a scheme without a host', 'file:///tmp/page.html'],
  ])('refuses %s', (_, origin) => {
    expect(of({ host: 'localhost:3000', origin })).toBe('not_loopback');
  });

  it.each([
    ['0.0.0.0', false],
    ['::', false],
    ['192.168.1.5', false],
    ['example.com', false],
    ['127.0.0.1', true],
    ['::1', true],
    ['localhost', true],
  ])('isLoopback(%s) is %s', (host, expected) => {
    expect(isLoopback(host)).toBe(expected);
  });
});

describe('a route', () => {
  it('answers 403, not 500, to a malformed Origin header', async () => {
    const handler = route({ capability: 'data:read', handle: async () => ({ reached: true }) });
    const request = new Request('http://localhost:3000/api/v1/health', {
      headers: { host: 'localhost:3000', origin: '::not-a-url::' },
    });
    const response = await handler(request, { params: Promise.resolve({}) });
    expect(response.status).toBe(403);
    expect(await response.json()).toMatchObject({ error: { code: 'not_loopback' } });
  });
});
