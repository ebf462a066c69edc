import type { WebhookEvent } from '@/lib/contracts/webhooks';
import type { Prisma } from '@/lib/server/db/generated/client';

/** Celebs in one message; a longer list goes out as several, an empty one as one. */
const CELEBS_IN_A_MESSAGE = 1000;

export interface WebhookMessage {
  readonly event: WebhookEvent;
  readonly celebIds: readonly string[];
  /** What is the same for all of the celebs; plain JSON. */
  readonly facts: Prisma.InputJsonObject;
}

/**
 * Leaves a message for every webhook of a dataset that has not ended, in the transaction that makes it true: either both
 * are stored or neither. A worker delivers it.
 */
export async function enqueueWebhooks(
  tx: Prisma.TransactionClient,
  datasetId: string,
  { event, celebIds, facts }: WebhookMessage,
): Promise<void> {
  const webhooks = await tx.webhook.findMany({
    where: { datasetId, endedAt: null },
    select: { id: true },
  });
  if (webhooks.length === 0) return;
  const parts = Array.from(
    { length: Math.max(1, Math.ceil(celebIds.length / CELEBS_IN_A_MESSAGE)) },
    (_, i) => celebIds.slice(i * CELEBS_IN_A_MESSAGE, (i + 1) * CELEBS_IN_A_MESSAGE),
  );
  await tx.webhookDelivery.createMany({
    data: webhooks.flatMap(({ id: webhookId }) =>
      parts.map((part) => ({
        webhookId,
        event,
        payload: { ...facts, datasetId, celebIds: [...part] },
      })),
    ),
  });
}
