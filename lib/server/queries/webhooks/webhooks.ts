import type { WebhookSecret, WebhookView } from '@/lib/contracts/webhooks';
import type { Database } from '@/lib/server/db/client';
import type { Prisma, Webhook } from '@/lib/server/db/generated/client';
import { AppError } from '@/lib/server/errors';
import { checkAddress } from '@/lib/server/webhooks/address';
import { endWebhook } from '@/lib/server/webhooks/deliveries';
import { newSecret } from '@/lib/server/webhooks/signature';

/** Webhooks of a dataset: those that go on first, each part newest first. */
export async function listWebhooks(
  db: Database,
  datasetId: string,
): Promise<{ readonly webhooks: WebhookView[] }> {
  return { webhooks: await webhookViews(db, { datasetId }) };
}

/**
 * @param by the person who adds it
 * @throws AppError `webhook_url`, `not_found` for an unknown dataset
 */
export async function addWebhook(
  db: Database,
  { dataset, url }: { readonly dataset: string; readonly url: string },
  by: string,
): Promise<WebhookSecret> {
  const address = checkAddress(url);
  if (!(await db.dataset.findUnique({ where: { id: dataset }, select: { id: true } })))
    throw new AppError('not_found', `There is no dataset ${dataset}.`, {
      field: 'dataset',
      reason: dataset,
    });
  const { id, secret } = await db.webhook.create({
    data: { datasetId: dataset, url: address.href, secret: newSecret(), createdBy: by },
  });
  return { webhook: await describeWebhook(db, id), secret };
}

/** @throws AppError `not_found` */
export async function stopWebhook(db: Database, id: string): Promise<WebhookView> {
  await requireWebhook(db, id);
  await db.$transaction((tx) => endWebhook(tx, id));
  return describeWebhook(db, id);
}

/** What is sent from now on is signed with a new secret; the old one is forgotten. @throws AppError as `openWebhook` */
export async function rotateSecret(db: Database, id: string): Promise<WebhookSecret> {
  await openWebhook(db, id);
  const { secret } = await db.webhook.update({ where: { id }, data: { secret: newSecret() } });
  return { webhook: await describeWebhook(db, id), secret };
}

/** @throws AppError `not_found` */
export async function requireWebhook(db: Database, id: string): Promise<Webhook> {
  const webhook = await db.webhook.findUnique({ where: { id } });
  if (!webhook)
    throw new AppError('not_found', `There is no webhook ${id}.`, { field: 'id', reason: id });
  return webhook;
}

/** @throws AppError `not_found`, `webhook_ended` */
export async function openWebhook(db: Database, id: string): Promise<Webhook> {
  const webhook = await requireWebhook(db, id);
  if (webhook.endedAt)
    throw new AppError('webhook_ended', `The webhook ${id} has ended and sends nothing any more.`, {
      reason: id,
    });
  return webhook;
}

async function describeWebhook(db: Database, id: string): Promise<WebhookView> {
  const [view] = await webhookViews(db, { id });
  if (!view) throw new AppError('not_found', `There is no webhook ${id}.`, { reason: id });
  return view;
}

async function webhookViews(db: Database, where: Prisma.WebhookWhereInput): Promise<WebhookView[]> {
  const [webhooks, counts] = await Promise.all([
    // Without the secret, so that it cannot slip into an answer.
    db.webhook.findMany({
      where,
      omit: { secret: true },
      orderBy: [
        { endedAt: { sort: 'desc', nulls: 'first' } },
        { createdAt: 'desc' },
        { id: 'desc' },
      ],
    }),
    db.webhookDelivery.groupBy({
      by: ['webhookId', 'status'],
      where: { webhook: where },
      _count: true,
      _max: { deliveredAt: true },
    }),
  ]);
  return webhooks.map(({ createdAt, endedAt, ...webhook }) => {
    const own = counts.filter(({ webhookId }) => webhookId === webhook.id);
    const count = (...statuses: string[]) =>
      own.reduce((sum, { status, _count }) => sum + (statuses.includes(status) ? _count : 0), 0);
    const delivered = own.flatMap(({ _max }) => _max.deliveredAt?.getTime() ?? []);
    return {
      ...webhook,
      createdAt: createdAt.toISOString(),
      endedAt: endedAt?.toISOString() ?? null,
      waiting: count('waiting', 'sending'),
      failed: count('failed'),
      lastDeliveredAt:
        delivered.length === 0 ? null : new Date(Math.max(...delivered)).toISOString(),
    };
  });
}
