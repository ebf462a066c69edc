import type { JobLogEntry, JobStage } from '@/lib/contracts/jobs';
import type { Database } from '@/lib/server/db/client';
import type { Attempt } from './attempt';
import { addLog, announce } from './store';

/** What a job's work may say and must obey; a test passes its own. */
export interface JobReporter {
  readonly signal: AbortSignal;
  /** Enters a stage; stages that are left count as done. */
  stage(stage: JobStage): void;
  /** Share of the present stage, 0 to 1. */
  share(value: number): void;
  log(message: string, level?: JobLogEntry['level']): void;
}

const WRITE_EVERY_MS = 300;

/**
 * Progress of a job whose stages have known weights (relative durations). Writes at most every 300 ms;
 * `done` of `total` is the percentage of the whole, and the estimate assumes that the rest runs at the same pace.
 */
export class JobProgress implements JobReporter {
  private current: JobStage = 'waiting';
  private fraction = 0;
  private readonly startedAt: number;
  private lastWrite = 0;
  private pending: Promise<void> = Promise.resolve();

  constructor(
    private readonly db: Database,
    private readonly job: Attempt,
    private readonly weights: Partial<Record<JobStage, number>>,
    readonly signal: AbortSignal,
    private readonly now: () => number,
    private readonly echo: (line: string) => void = () => undefined,
  ) {
    this.startedAt = now();
  }

  stage(stage: JobStage): void {
    this.current = stage;
    this.fraction = 0;
    this.write(true);
  }

  share(value: number): void {
    this.fraction = Math.min(1, Math.max(0, value));
    this.write(false);
  }

  log(message: string, level: JobLogEntry['level'] = 'info'): void {
    this.echo(message);
    this.enqueue(() => addLog(this.db, this.job, level, message));
  }

  /** Waits until everything said so far is stored. */
  async settled(): Promise<void> {
    await this.pending;
  }

  private overall(): number {
    let before = 0;
    let total = 0;
    let passed = true;
    for (const [stage, weight] of Object.entries(this.weights)) {
      if (stage === this.current) {
        before += weight * this.fraction;
        passed = false;
      } else if (passed) before += weight;
      total += weight;
    }
    return total > 0 && !(passed && this.current === 'waiting') ? before / total : 0;
  }

  private write(force: boolean): void {
    const now = this.now();
    if (!force && now - this.lastWrite < WRITE_EVERY_MS) return;
    this.lastWrite = now;
    const share = this.overall();
    const elapsed = (now - this.startedAt) / 1000;
    const remainingSeconds = share > 0.05 ? (elapsed * (1 - share)) / share : null;
    const stage = this.current;
    this.enqueue(async () => {
      await this.db.job.updateMany({
        where: { id: this.job.id, attempt: this.job.attempt, status: 'running' },
        data: { stage, done: Math.round(share * 1000) / 10, total: 100, remainingSeconds },
      });
      await announce(this.db, this.job.id);
    });
  }

  /** One write after the other; a database that is away for a moment costs a progress line, not the job. */
  private enqueue(write: () => Promise<void>): void {
    this.pending = this.pending.then(write).catch(() => undefined);
  }
}
