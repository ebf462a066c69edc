import { execFileSync } from 'node:child_process';
import { readFileSync, readlinkSync } from 'node:fs';

/**
 * A number alone does not name a process: it is given to another one later, quickly so in a container or after a
 * reboot. Number and time of start together do.
 */
export interface ProcessIdentity {
  readonly pid: number;
  /** Text that is equal for as long as it is the same process; empty where the system does not tell. */
  readonly startedAt: string;
}

export function identify(pid: number): ProcessIdentity {
  return { pid, startedAt: startOf(pid) };
}

/** Whether that very process still runs. A zombie does not: nobody will hear from it again. */
export function isRunning({ pid, startedAt }: ProcessIdentity): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  if (process.platform === 'linux' && /^[ZX]/.test(linuxStat(pid)[0] ?? '')) return false;
  const now = startOf(pid);
  return startedAt === '' || now === '' || now === startedAt;
}

export const formatIdentity = ({ pid, startedAt }: ProcessIdentity): string =>
  `${pid} ${startedAt}`;

/** Undefined for text that names no process, such as a file whose writer was killed before it wrote. */
export function parseIdentity(text: string): ProcessIdentity | undefined {
  const match = /^(\d+) ?(.*)$/.exec(text.trim());
  const pid = Number(match?.[1]);
  return pid > 0 ? { pid, startedAt: match?.[2] ?? '' } : undefined;
}

/** What a process was started as: its program and arguments, and its folder. Undefined when the system does not tell. */
export function describeProcess(pid: number): { command: string; folder?: string } | undefined {
  try {
    if (process.platform === 'linux') {
      const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
      return { command, folder: readlinkSync(`/proc/${pid}/cwd`) };
    }
    return process.platform === 'win32' ? undefined : { command: ps(pid, 'command=') };
  } catch {
    return undefined;
  }
}

function startOf(pid: number): string {
  try {
    if (process.platform === 'linux') return linuxStat(pid)[19] ?? '';
    return process.platform === 'win32' ? '' : ps(pid, 'lstart=');
  } catch {
    return '';
  }
}

/** Fields of `/proc/<pid>/stat` from the third on (state, ...); the second may hold spaces and is cut off. */
function linuxStat(pid: number): string[] {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return text.slice(text.lastIndexOf(')') + 2).split(' ');
  } catch {
    return [];
  }
}

const ps = (pid: number, column: string): string =>
  execFileSync('ps', ['-o', column, '-p', String(pid)], { stdio: ['ignore', 'pipe', 'ignore'] })
    .toString()
    .trim();
