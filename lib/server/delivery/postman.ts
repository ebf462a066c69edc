import { retryDelayMs } from '@/lib/domain/webhooks/retry-schedule';
import type { Database } from '@/lib/server/db/client';
import { AppError, describeError } from '@/lib/server/errors';
import { type Loop, startLoop } from '@/lib/server/loop';
import type { BriefText } from './brief-text';
import {
  acknowledgeBrief,
  leaveUnknown,
  letGo,
  putBriefBack,
  type TakenBrief,
  takeBriefs,
} from './deliveries';
import { readBrief } from './read-brief';
import { composeMail, sendMail } from './send-mail';
import type { SendResult } from './send-result';
import { sendSlack } from './send-slack';

const POLL_MS = 2000;
const TIMEOUT_MS = 60_000;
/** How much longer than an attempt may take a sender keeps what it took; also the time to draw and write a brief. */
const LEASE_MARGIN_MS = 60_000;
const AT_ONCE = 4;

export interface PostmanOptions {
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
 * Delivers briefs by mail and to chats until stopped; any number may share a database. Never twice by itself: what was
 * let go of and not answered is left to a person.
 */
export function startPostman(options: PostmanOptions): Loop {
  const { db, echo, pollMs = POLL_MS, timeoutMs = TIMEOUT_MS } = options;
  const leaseMs = options.leaseMs ?? timeoutMs + LEASE_MARGIN_MS;
  return startLoop(pollMs, async () => {
    const taken = await takeBriefs(db, AT_ONCE, leaseMs);
    await Promise.all(
      taken.map((one) =>
        // Whatever cannot be written down is looked at again when the lease ends.
        deliver(options, one, timeoutMs).catch((error: unknown) =>
          echo?.(`Brief delivery ${one.id}: ${describeError(error).message}`),
        ),
      ),
    );
  });
}

async function deliver(
  { db, random = Math.random }: PostmanOptions,
  taken: TakenBrief,
  timeoutMs: number,
): Promise<void> {
  const result = await attempt(db, taken, timeoutMs);
  if (result.kind === 'delivered') return await acknowledgeBrief(db, taken);
  if (result.kind === 'unanswered') return await leaveUnknown(db, taken);
  const delayMs = result.isFinal ? null : retryDelayMs(taken.attempts, random);
  await putBriefBack(db, taken, result.failure, delayMs);
}

async function attempt(db: Database, taken: TakenBrief, timeoutMs: number): Promise<SendResult> {
  const { id, recipient: to, createdAt: date, channel } = taken;
  const brief = await briefOf(db, taken);
  if ('kind' in brief) return brief;
  const release = () => letGo(db, taken);
  if (channel === 'slack') return await sendSlack(to, brief, release, timeoutMs);
  const server = await db.mailServer.findFirst();
  if (!server) return { kind: 'failed', failure: { kind: 'no-server', detail: '' }, isFinal: true };
  const message = await composeMail(server, { id, to, date, brief });
  return await sendMail(server, to, message, release, timeoutMs);
}

/** A week that may not be told, or not any more, will not be told later either. */
async function briefOf(
  db: Database,
  { weekId, locale, test }: TakenBrief,
): Promise<BriefText | SendResult> {
  try {
    return await readBrief(db, weekId, locale, { isTest: test !== '' });
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { kind: 'failed', failure: { kind: 'brief', detail: error.code }, isFinal: true };
  }
}
