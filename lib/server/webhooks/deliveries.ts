import type { DeliveryFailure, WebhookEvent } from '@/lib/contracts/webhooks';
import { deliveryFailureSchema } from '@/lib/contracts/webhooks';
import type { Database } from '@/lib/server/db/client';
import { Prisma } from '@/lib/server/db/generated/client';

/** A delivery that a sender has taken, with what it needs to send it. */
export interface TakenDelivery {
  readonly id: string;
  readonly webhookId: string;
  readonly event: WebhookEvent;
  readonly payload: Prisma.JsonValue;
  readonly createdAt: Date;
  /** This one included. It also tells whose attempt it is: whoever takes it later has a higher one. */
  readonly attempts: number;
  readonly url: string;
  readonly secret: string;
}

/**
 * Takes deliveries that are due, and says until when. Whoever takes one and is heard of no more (a killed process) has
 * had his time then: it is due again, and nothing is lost. No two senders take the same.
 * @param busy webhooks to leave alone
 * @param each most deliveries of one webhook
 * @param leaseMs longer than an attempt can take
 */
export const takeDue = (
  db: Database,
  busy: readonly string[],
  each: number,
  leaseMs: number,
): Promise<TakenDelivery[]> =>
  db.$queryRaw<TakenDelivery[]>`
    WITH due AS MATERIALIZED (
      SELECT waiting."id", hook."url", hook."secret"
      FROM "Webhook" hook CROSS JOIN LATERAL (
        SELECT "id" FROM "WebhookDelivery"
        WHERE "webhookId" = hook."id" AND "status" IN ('waiting', 'sending') AND "nextAt" <= now()
        ORDER BY "nextAt", "id" LIMIT ${each} FOR UPDATE SKIP LOCKED
      ) waiting
      WHERE hook."endedAt" IS NULL AND hook."id" <> ALL (${[...busy]}::uuid[])
    )
    UPDATE "WebhookDelivery" d
    SET "status" = 'sending', "attempts" = d."attempts" + 1,
      "nextAt" = now() + make_interval(secs => ${leaseMs / 1000})
    FROM due WHERE d."id" = due."id"
    RETURNING d."id", d."webhookId", d."event", d."payload", d."createdAt", d."attempts", due."url", due."secret"`;

/** Only the last who took it may say what came of it. */
const own = ({ id, attempts }: TakenDelivery) => Prisma.sql`
  "id" = ${id}::uuid AND "attempts" = ${attempts}`;

/** Also counts when the webhook was ended meanwhile. */
export async function acknowledge(db: Database, taken: TakenDelivery): Promise<void> {
  await db.$executeRaw`
    UPDATE "WebhookDelivery" SET "status" = 'delivered', "deliveredAt" = now(), "lastError" = NULL
    WHERE ${own(taken)}`;
}

/** @param delayMs until it is tried again; null = it is given up, and kept */
export async function putBack(
  tx: Prisma.TransactionClient,
  taken: TakenDelivery,
  failure: DeliveryFailure,
  delayMs: number | null,
): Promise<void> {
  await tx.$executeRaw`
    UPDATE "WebhookDelivery" SET "status" = ${delayMs === null ? 'failed' : 'waiting'},
      "nextAt" = now() + make_interval(secs => ${(delayMs ?? 0) / 1000}), "lastError" = ${failureText(failure)}
    WHERE ${own(taken)} AND "status" = 'sending'`;
}

/** Ends a webhook; what waits for it is given up. Ending it again changes nothing. */
export async function endWebhook(tx: Prisma.TransactionClient, id: string): Promise<void> {
  await tx.webhook.updateMany({ where: { id, endedAt: null }, data: { endedAt: new Date() } });
  await tx.webhookDelivery.updateMany({
    where: { webhookId: id, status: { in: ['waiting', 'sending'] } },
    data: { status: 'failed', lastError: failureText({ kind: 'ended', detail: '' }) },
  });
}

const failureText = ({ kind, detail }: DeliveryFailure): string => `${kind} ${detail}`.trimEnd();

/** What `failureText` wrote. */
export function parseFailure(text: string): DeliveryFailure {
  const [kind, ...detail] = text.split(' ');
  return deliveryFailureSchema.parse({ kind, detail: detail.join(' ') });
}
