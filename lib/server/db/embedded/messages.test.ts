import { expect, it } from 'vitest';
import { portInUse, startError } from './messages';

const paths = { data: '/srv/data/postgres', log: '/srv/data/postgres.log' };

/** What initdb, PostgreSQL 18 and Node print in these cases, recorded. */
it.each([
  [
    'disk_full',
    'FATAL:  could not write to file "pg_wal/xlogtemp.42": No space left on device\nended with exit code 1',
  ],
  ['disk_full', 'ENOSPC: no space left on device, write'],
  [
    'database_locked',
    'FATAL:  lock file "postmaster.pid" already exists\nHINT:  Is another postmaster (PID 42) running in data directory "/srv/data/postgres"?',
  ],
  [
    'database_root_unreachable',
    'initdb: error: could not access directory "/srv/data/postgres.draft-1": Permission denied',
  ],
  ['database_root_unreachable', "EACCES: permission denied, mkdir '/srv/data'"],
  ['database_start_failed', 'FATAL:  database files are incompatible with server'],
] as const)('recognises %s', (code, output) => {
  expect(startError(output, paths).code).toBe(code);
});

it('keeps the last lines of what it does not recognise, and names the log', () => {
  const lines = Array.from({ length: 9 }, (_, i) => `line ${i}`);
  expect(startError(lines.join('\n'), paths).message).toBe(
    `The embedded PostgreSQL did not start (log: /srv/data/postgres.log): ${lines.slice(3).join('\n')}`,
  );
});

it('names the port', () => {
  expect(portInUse(5432)).toMatchObject({ code: 'database_port_in_use', details: { port: 5432 } });
});
