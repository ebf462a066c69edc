import { createHash } from 'node:crypto';
import path from 'node:path';

export interface Attempt {
  readonly id: string;
  readonly attempt: number;
}

/**
 * Names everything that one attempt at a job writes: its draft version, its temporary folder.
 *
 * A function of job and attempt, so that whoever looks at a folder can tell from the job's row whether the attempt
 * still lives, without a mark that a killed worker could not have made in time. A UUID (version 8: own recipe),
 * since the draft's name becomes the version's id.
 */
export function attemptId({ id, attempt }: Attempt): string {
  const hex = createHash('sha256').update(`${id}:${attempt}`).digest('hex');
  const parts = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `a${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ];
  return parts.join('-');
}

/** Names one of several things that an attempt makes: a run of a training job. */
export const partId = ({ id, attempt }: Attempt, part: number): string =>
  attemptId({ id: `${id}/${part}`, attempt });

/** Below it lies a folder for each attempt that needs one; its name begins with the attempt's id. */
export const tempRoot = (dataDir: string): string => path.join(dataDir, 'tmp');
