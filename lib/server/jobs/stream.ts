import pg from 'pg';
import { authorise, LOCAL_SESSION } from '@/lib/server/auth/authorise';
import { type Database, database } from '@/lib/server/db/client';
import { JOB_CHANNEL, jobView } from './store';

type Listener = (jobId: string) => void;

/** One LISTEN connection for all open streams of this process; it reconnects while anybody listens. */
class JobAnnouncements {
  private readonly listeners = new Set<Listener>();
  private client: pg.Client | undefined;

  subscribe(listener: Listener): () => void {
    this.listeners.add(listener);
    if (!this.client) void this.connect();
    return () => {
      this.listeners.delete(listener);
    };
  }

  private async connect(): Promise<void> {
    const client = new pg.Client({ connectionString: process.env.DATABASE_URL });
    this.client = client;
    const again = () => {
      if (this.client !== client) return;
      this.client = undefined;
      if (this.listeners.size > 0) setTimeout(() => void this.connect(), 500);
    };
    client.on('error', again);
    client.on('end', again);
    client.on('notification', (message) => {
      for (const listener of this.listeners) listener(message.payload ?? '');
    });
    try {
      await client.connect();
      await client.query(`LISTEN ${JOB_CHANNEL}`);
    } catch {
      again();
    }
  }
}

const shared = globalThis as { stagelightAnnouncements?: JobAnnouncements };
const announcements = () => {
  shared.stagelightAnnouncements ??= new JobAnnouncements();
  return shared.stagelightAnnouncements;
};

/** Server-sent events: every unfinished job now, then each change of any job (event `job`, data = JobView). */
export function jobStream(signal: AbortSignal): Response {
  authorise(LOCAL_SESSION, 'jobs:read');
  const db: Database = database();
  const encoder = new TextEncoder();
  let leave: () => void = () => undefined;
  const stream = new ReadableStream<Uint8Array>({
    async start(controller) {
      const write = (text: string) => {
        try {
          controller.enqueue(encoder.encode(text));
        } catch {
          leave();
        }
      };
      const send = async (id: string) => {
        const job = await db.job.findUnique({ where: { id } }).catch(() => null);
        if (job) write(`event: job\ndata: ${JSON.stringify(jobView(job))}\n\n`);
      };
      const unsubscribe = announcements().subscribe((id) => void send(id));
      const pulse = setInterval(() => write(': pulse\n\n'), 15_000);
      leave = () => {
        unsubscribe();
        clearInterval(pulse);
      };
      signal.addEventListener('abort', leave);
      write(': open\n\n');
      const open = await db.job.findMany({ where: { status: { in: ['queued', 'running'] } } });
      for (const job of open) write(`event: job\ndata: ${JSON.stringify(jobView(job))}\n\n`);
    },
    cancel: () => leave(),
  });
  return new Response(stream, {
    headers: {
      'content-type': 'text/event-stream',
      'cache-control': 'no-cache, no-transform',
      'x-accel-buffering': 'no',
    },
  });
}
