import pg from 'pg';
import { JOB_CHANNEL } from './store';

const RECONNECT_MS = 500;
const CONNECT_TIMEOUT_MS = 5_000;

export interface Listener {
  /** A job was created or changed. */
  readonly changed: (jobId: string) => void;
  /** Announcements arrive from now on; what happened before may have been missed. */
  readonly connected: () => void;
  /** The server stops: let go. */
  readonly closed: () => void;
}

/**
 * What PostgreSQL announces about jobs (NOTIFY), for all open streams of this process over one connection. The
 * connection is held while anybody listens and made again when it breaks.
 */
export class JobAnnouncements {
  private readonly listeners = new Set<Listener>();
  private client: pg.Client | undefined;
  private live = false;
  private retry: NodeJS.Timeout | undefined;

  constructor(private readonly url: string) {}

  get listening(): number {
    return this.listeners.size;
  }

  /** Whether a connection is held or being made. */
  get connected(): boolean {
    return this.client !== undefined;
  }

  subscribe(listener: Listener): () => void {
    this.listeners.add(listener);
    if (this.live) listener.connected();
    else if (!this.client && !this.retry) void this.connect();
    return () => {
      this.listeners.delete(listener);
      if (this.listeners.size === 0) this.disconnect();
    };
  }

  /** Ends all streams, so that a server that stops is not kept waiting by them. */
  closeAll(): void {
    for (const listener of [...this.listeners]) listener.closed();
  }

  private async connect(): Promise<void> {
    const client = new pg.Client({
      connectionString: this.url,
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      keepAlive: true,
    });
    this.client = client;
    const broken = () => {
      void client.end().catch(() => undefined);
      if (this.client !== client) return;
      this.client = undefined;
      this.live = false;
      if (this.listeners.size === 0) return;
      this.retry = setTimeout(() => {
        this.retry = undefined;
        void this.connect();
      }, RECONNECT_MS);
    };
    client.on('error', broken);
    client.on('end', broken);
    client.on('notification', (message) => {
      for (const listener of this.listeners) listener.changed(message.payload ?? '');
    });
    try {
      await client.connect();
      await client.query(`LISTEN ${JOB_CHANNEL}`);
    } catch {
      broken();
      return;
    }
    if (this.client !== client) return;
    this.live = true;
    for (const listener of this.listeners) listener.connected();
  }

  private disconnect(): void {
    clearTimeout(this.retry);
    this.retry = undefined;
    this.live = false;
    const { client } = this;
    this.client = undefined;
    void client?.end().catch(() => undefined);
  }
}

const shared = globalThis as { stagelightAnnouncements?: JobAnnouncements };

/** Those of the web server's database. */
export function webAnnouncements(): JobAnnouncements {
  shared.stagelightAnnouncements ??= new JobAnnouncements(process.env.DATABASE_URL ?? '');
  return shared.stagelightAnnouncements;
}

/** Ends the web server's open streams, if it ever had one. */
export const closeStreams = (): void => shared.stagelightAnnouncements?.closeAll();
