import { z } from 'zod';
import {
  type DeliveryView,
  deliveryStatusSchema,
  webhookEventSchema,
} from '@/lib/contracts/webhooks';
import type { Database } from '@/lib/server/db/client';
import type { WebhookDelivery } from '@/lib/server/db/generated/client';
import { AppError } from '@/lib/server/errors';
import { parseFailure } from '@/lib/server/webhooks/deliveries';
import { openWebhook, requireWebhook } from './webhooks';

const SHOWN = 100;
const payloadSchema = z.object({ celebIds: z.array(z.string()) });

/** The newest deliveries of a webhook, and how many there are. @throws AppError `not_found` */
export async function listDeliveries(
  db: Database,
  webhookId: string,
): Promise<{ readonly deliveries: DeliveryView[]; readonly total: number }> {
  await requireWebhook(db, webhookId);
  const [rows, total] = await Promise.all([
    db.webhookDelivery.findMany({
      where: { webhookId },
      orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
      take: SHOWN,
    }),
    db.webhookDelivery.count({ where: { webhookId } }),
  ]);
  return { deliveries: rows.map(deliveryView), total };
}

/**
 * Leaves a message without celebs for one webhook, to see whether it arrives.
 * @param by the person who asks
 * @throws AppError `not_found`, `webhook_ended`
 */
export async function sendTest(db: Database, webhookId: string, by: string): Promise<DeliveryView> {
  const { datasetId } = await openWebhook(db, webhookId);
  const payload = { by, datasetId, celebIds: [] };
  return deliveryView(
    await db.webhookDelivery.create({ data: { webhookId, event: 'webhook.test', payload } }),
  );
}

/**
 * Makes a delivery due at once: one that was given up, delivered, or waits for its next attempt. The number of attempts
 * goes on, so one that was given up is tried once.
 * @throws AppError `not_found`, `webhook_ended`, `conflict` for one that is just being sent
 */
export async function resendDelivery(db: Database, id: string): Promise<DeliveryView> {
  const delivery = await db.webhookDelivery.findUnique({ where: { id } });
  if (!delivery)
    throw new AppError('not_found', `There is no delivery ${id}.`, { field: 'id', reason: id });
  await openWebhook(db, delivery.webhookId);
  // Asked again in the statement itself: a worker may take it at this moment.
  const [resent] = await db.webhookDelivery.updateManyAndReturn({
    where: { id, status: { not: 'sending' } },
    data: { status: 'waiting', nextAt: new Date() },
  });
  if (!resent)
    throw new AppError('conflict', `The delivery ${id} is being sent just now.`, { reason: id });
  return deliveryView(resent);
}

function deliveryView(row: WebhookDelivery): DeliveryView {
  const status = deliveryStatusSchema.parse(row.status);
  return {
    id: row.id,
    event: webhookEventSchema.parse(row.event),
    celebs: payloadSchema.parse(row.payload).celebIds.length,
    status,
    attempts: row.attempts,
    nextAt: status === 'waiting' ? row.nextAt.toISOString() : null,
    failure: row.lastError === null ? null : parseFailure(row.lastError),
    createdAt: row.createdAt.toISOString(),
    deliveredAt: row.deliveredAt?.toISOString() ?? null,
  };
}
