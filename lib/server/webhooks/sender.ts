import { retryDelayMs } from '@/lib/domain/webhooks/retry-schedule';
import type { Database } from '@/lib/server/db/client';
import { describeError } from '@/lib/server/errors';
import { startLoop } from '@/lib/server/loop';
import { acknowledge, endWebhook, putBack, type TakenDelivery, takeDue } from './deliveries';
import { postOnce } from './post';
import { sign } from './signature';

const POLL_MS = 1000;
const TIMEOUT_MS = 10_000;
/** How much longer than an attempt may take a sender keeps what it took. */
const LEASE_MARGIN_MS = 20_000;
/** Sent to one webhook at a time. A receiver that hangs holds up nobody but itself. */
const AT_ONCE = 4;

export interface SenderOptions {
  readonly db: Database;
  readonly echo?: (line: string) => void;
  /** Uniform in [0, 1); of the jitter. */
  readonly random?: () => number;
  /** Of one attempt. */
  readonly timeoutMs?: number;
  /** How long what was taken by a process that died is left alone. */
  readonly leaseMs?: number;
  readonly pollMs?: number;
}

/**
 * Delivers what the webhooks wait for until stopped; any number of senders may share a database. At least once: what is
 * not acknowledged with a 2xx is sent again with the same id.
 */
export function startSender(options: SenderOptions): { stop: () => Promise<void> } {
  const { db, echo, pollMs = POLL_MS, timeoutMs = TIMEOUT_MS } = options;
  const leaseMs = options.leaseMs ?? timeoutMs + LEASE_MARGIN_MS;
  const lanes = new Map<string, Promise<void>>();

  const send = async (taken: readonly TakenDelivery[]) => {
    await Promise.all(
      taken.map((one) =>
        // Whatever cannot be written down is due again when the lease ends.
        attempt(options, one, timeoutMs).catch((error: unknown) =>
          echo?.(`Webhook delivery ${one.id}: ${describeError(error).message}`),
        ),
      ),
    );
  };
  const look = async () => {
    const taken = await takeDue(db, [...lanes.keys()], AT_ONCE, leaseMs);
    for (const webhookId of new Set(taken.map((one) => one.webhookId))) {
      const lane = send(taken.filter((one) => one.webhookId === webhookId)).finally(() => {
        lanes.delete(webhookId);
        loop.wake();
      });
      lanes.set(webhookId, lane);
    }
  };
  const loop = startLoop(pollMs, look);
  return {
    stop: async () => {
      await loop.stop();
      await Promise.all(lanes.values());
    },
  };
}

async function attempt(
  { db, random = Math.random }: SenderOptions,
  taken: TakenDelivery,
  timeoutMs: number,
): Promise<void> {
  const { id, url, secret, webhookId } = taken;
  const body = bodyOf(taken);
  const timestamp = Math.floor(Date.now() / 1000);
  const headers = {
    'content-type': 'application/json',
    'user-agent': 'Stagelight',
    'webhook-id': id,
    'webhook-timestamp': String(timestamp),
    'webhook-signature': sign(secret, id, timestamp, body),
  };
  const result = await postOnce(new URL(url), headers, body, timeoutMs);
  if (result.kind === 'delivered') return await acknowledge(db, taken);
  if (result.kind === 'failed')
    return await putBack(db, taken, result.failure, retryDelayMs(taken.attempts, random));
  const { failure } = result;
  await db.$transaction(async (tx) => {
    await putBack(tx, taken, failure, null);
    await endWebhook(tx, webhookId);
  });
}

/** The same text at every attempt: it is made from what is stored, whose order of keys the database keeps. */
const bodyOf = ({ event, createdAt, payload }: TakenDelivery): string =>
  JSON.stringify({ type: event, timestamp: createdAt.toISOString(), data: payload });
