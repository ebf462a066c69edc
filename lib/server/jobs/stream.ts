import { authorise, type Session } from '@/lib/server/auth/authorise';
import type { Database } from '@/lib/server/db/client';
import type { Job, Prisma } from '@/lib/server/db/generated/client';
import { type JobAnnouncements, webAnnouncements } from './announcements';
import { jobView } from './store';

const PULSE_MS = 15_000;
const RETRY_MS = 500;

export interface JobStreamOptions {
  readonly db: Database;
  readonly session: Session;
  /** Aborted when the reader has gone. */
  readonly signal: AbortSignal;
  readonly announcements?: JobAnnouncements;
  /** Time between comments that keep the connection open through proxies. */
  readonly pulseMs?: number;
}

/**
 * Server-sent events: every unfinished job now, then each change of any job (event `job`, data = JobView).
 *
 * Announcements only say which job changed; its row is read when the reader is ready for more. So states of a job
 * never arrive in the wrong order, and a slow reader skips states instead of filling memory. After the database was
 * away, everything that may have changed meanwhile is sent again.
 * @throws AppError `forbidden`
 */
export function jobStream(options: JobStreamOptions): Response {
  authorise(options.session, 'jobs:read');
  return new Response(eventStream(options), {
    headers: {
      'content-type': 'text/event-stream',
      'cache-control': 'no-cache, no-transform',
      'x-accel-buffering': 'no',
    },
  });
}

function eventStream(options: JobStreamOptions): ReadableStream<Uint8Array> {
  const { db, signal, announcements = webAnnouncements(), pulseMs = PULSE_MS } = options;
  const encoder = new TextEncoder();
  const openedAt = new Date();
  const changed = new Set<string>();
  /** Jobs that the reader believes to be unfinished. */
  const unfinished = new Set<string>();
  let due = { snapshot: false, pulse: false };
  let first = true;
  let over = false;
  let wake: () => void = () => undefined;
  const demand = (what: Partial<typeof due>) => {
    due = { ...due, ...what };
    wake();
  };

  const unsubscribe = announcements.subscribe({
    changed: (id) => {
      changed.add(id);
      wake();
    },
    connected: () => demand({ snapshot: true }),
    closed: () => leave(),
  });
  const pulse = setInterval(() => demand({ pulse: true }), pulseMs);
  const leave = () => {
    over = true;
    unsubscribe();
    clearInterval(pulse);
    signal.removeEventListener('abort', leave);
    wake();
  };
  signal.addEventListener('abort', leave);
  if (signal.aborted) leave();

  const event = (job: Job): string => {
    if (job.status === 'queued' || job.status === 'running') unfinished.add(job.id);
    else unfinished.delete(job.id);
    return `event: job\ndata: ${JSON.stringify(jobView(job))}\n\n`;
  };
  const read = async (where: Prisma.JobWhereInput, again: () => void): Promise<string> => {
    try {
      const jobs = await db.job.findMany({ where, orderBy: { createdAt: 'asc' } });
      return jobs.map(event).join('');
    } catch {
      setTimeout(again, RETRY_MS).unref(); // the database is away; what was asked for stays due
      return '';
    }
  };
  let snapshots = 0;
  /** The next text to send; empty when there is none. */
  const next = async (): Promise<string> => {
    if (due.snapshot) {
      due.snapshot = false;
      changed.clear();
      const isUnfinished = { status: { in: ['queued' as const, 'running' as const] } };
      const missed = [{ id: { in: [...unfinished] } }, { finishedAt: { gte: openedAt } }];
      const where = snapshots++ === 0 ? isUnfinished : { OR: [isUnfinished, ...missed] };
      return read(where, () => demand({ snapshot: true }));
    }
    if (changed.size > 0) {
      const ids = [...changed];
      changed.clear();
      return read({ id: { in: ids } }, () => demand({ snapshot: true }));
    }
    if (due.pulse) {
      due.pulse = false;
      return ': pulse\n\n';
    }
    return '';
  };

  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      if (first) {
        first = false;
        controller.enqueue(encoder.encode(': open\n\n'));
        return;
      }
      while (!over) {
        const text = await next();
        if (over) break;
        if (text !== '') {
          controller.enqueue(encoder.encode(text));
          return;
        }
        if (!due.snapshot && !due.pulse && changed.size === 0)
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
      }
      try {
        controller.close();
      } catch {
        // The reader has cancelled it already.
      }
    },
    cancel: () => leave(),
  });
}
