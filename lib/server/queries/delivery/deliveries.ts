import { randomUUID } from 'node:crypto';
import {
  type BriefDeliveryView,
  briefDeliveryStatusSchema,
  channelSchema,
  localeSchema,
  type NewRecipient,
} from '@/lib/contracts/delivery';
import type { Database } from '@/lib/server/db/client';
import type { BriefDelivery } from '@/lib/server/db/generated/client';
import { checkRecipient } from '@/lib/server/delivery/check-recipient';
import { parseBriefFailure } from '@/lib/server/delivery/deliveries';
import { AppError } from '@/lib/server/errors';
import { isoDay } from '@/lib/server/queries/series/version';
import { listWeeks } from '@/lib/server/queries/weeks/weeks';
import { shownAddress } from './shown-address';

/** Deliveries in one answer. */
const SHOWN = 100;

/** The newest first. */
export async function listBriefDeliveries(
  db: Database,
  datasetId: string,
): Promise<{ readonly deliveries: BriefDeliveryView[]; readonly total: number }> {
  const where = { week: { datasetId } };
  const [rows, total] = await Promise.all([
    db.briefDelivery.findMany({
      where,
      orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
      take: SHOWN,
      ...withDay,
    }),
    db.briefDelivery.count({ where }),
  ]);
  return { deliveries: rows.map(deliveryView), total };
}

const withDay = { include: { week: { select: { asOf: true } } } } as const;

function deliveryView(row: BriefDelivery & { readonly week: { readonly asOf: Date } }) {
  const channel = channelSchema.parse(row.channel);
  const status = briefDeliveryStatusSchema.parse(row.status);
  return {
    id: row.id,
    weekId: row.weekId,
    asOf: isoDay(row.week.asOf),
    channel,
    recipient: shownAddress(channel, row.recipient),
    locale: localeSchema.parse(row.locale),
    isTest: row.test !== '',
    status,
    attempts: row.attempts,
    nextAt: status === 'waiting' ? row.nextAt.toISOString() : null,
    failure: row.lastError === null ? null : parseBriefFailure(row.lastError),
    createdAt: row.createdAt.toISOString(),
    deliveredAt: row.deliveredAt?.toISOString() ?? null,
  };
}

/**
 * Sends the newest brief to one address, marked as a test; it does not count as the week's delivery.
 * @throws AppError `recipient_address`, `week_missing`, `mail_server_missing`, `not_found`
 */
export async function sendTestBrief(
  db: Database,
  { dataset, channel, address, locale }: NewRecipient,
): Promise<BriefDeliveryView> {
  const recipient = checkRecipient(channel, address);
  const [newest] = (await listWeeks(db, dataset)).weeks;
  if (!newest) throw new AppError('week_missing', 'No week is frozen yet.');
  if (channel === 'email' && !(await db.mailServer.findFirst()))
    throw new AppError('mail_server_missing', 'No mail server is set yet.');
  const id = randomUUID();
  const made = await db.briefDelivery.create({
    data: { id, weekId: newest.id, channel, recipient, locale, test: id },
    ...withDay,
  });
  return deliveryView(made);
}

/**
 * Sends what failed, or what nobody knows the outcome of, again at once.
 * @throws AppError `not_found`, `conflict` for a delivery that waits, is being sent or has arrived
 */
export async function resendBrief(db: Database, id: string): Promise<BriefDeliveryView> {
  const { count } = await db.briefDelivery.updateMany({
    where: { id, status: { in: ['failed', 'unknown'] } },
    data: { status: 'waiting', nextAt: new Date(), handedAt: null },
  });
  const row = await db.briefDelivery.findUnique({ where: { id }, ...withDay });
  if (!row)
    throw new AppError('not_found', `There is no delivery ${id}.`, { field: 'id', reason: id });
  if (count === 0)
    throw new AppError('conflict', `The delivery is ${row.status}; it is not sent again.`, {
      reason: row.status,
    });
  return deliveryView(row);
}
