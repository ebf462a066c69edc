import { AppError } from '@/lib/server/errors';

/** Turns what the server or the file system said into a sentence that says what to do. */
export function startError(output: string, paths: { data: string; log: string }): AppError {
  const reason = output.trim().split('\n').slice(-6).join('\n');
  if (/No space left on device|ENOSPC/i.test(output)) {
    return new AppError(
      'disk_full',
      `The disk is full, so the database in ${paths.data} cannot run. Free some space and start again; nothing stored is lost.`,
      { file: paths.data },
    );
  }
  if (/lock file .* already exists|is another postmaster/i.test(output)) {
    return new AppError(
      'database_locked',
      `Another PostgreSQL is using ${paths.data} but does not accept Stagelight's password. Stop it, or choose another STAGELIGHT_DATA_DIR.`,
      { file: paths.data, reason },
    );
  }
  if (/Permission denied|could not access|EACCES|EPERM|EROFS|Read-only file system/i.test(output)) {
    return new AppError(
      'database_root_unreachable',
      `PostgreSQL cannot reach ${paths.data}. As root it runs as the system user "postgres", who must be able to enter every folder above it. Choose another STAGELIGHT_DATA_DIR, run as an ordinary user, or set DATABASE_URL.`,
      { file: paths.data, reason },
    );
  }
  return new AppError(
    'database_start_failed',
    `The embedded PostgreSQL did not start (log: ${paths.log}): ${reason}`,
    { file: paths.log, reason },
  );
}

export const portInUse = (port: number): AppError =>
  new AppError(
    'database_port_in_use',
    `Port ${port} for the embedded PostgreSQL is already in use. Set STAGELIGHT_PG_PORT to another port, or to 0 for any free one.`,
    { port },
  );
