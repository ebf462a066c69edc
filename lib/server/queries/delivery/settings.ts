import {
  channelSchema,
  type DeliverySettings,
  localeSchema,
  type MailServerView,
  type NewMailServer,
  type NewRecipient,
  type RecipientView,
} from '@/lib/contracts/delivery';
import type { Database } from '@/lib/server/db/client';
import type { MailServer, Recipient } from '@/lib/server/db/generated/client';
import { checkEmail, checkRecipient, senderAddress } from '@/lib/server/delivery/check-recipient';
import { AppError } from '@/lib/server/errors';
import { listBriefDeliveries } from './deliveries';
import { shownAddress } from './shown-address';

/** Mail server, recipients and the newest deliveries of a dataset. @throws AppError `not_found` */
export async function deliverySettings(db: Database, datasetId: string): Promise<DeliverySettings> {
  await requireDataset(db, datasetId);
  const [server, recipients, log] = await Promise.all([
    db.mailServer.findFirst(),
    db.recipient.findMany({
      where: { datasetId },
      orderBy: [{ channel: 'asc' }, { address: 'asc' }],
    }),
    listBriefDeliveries(db, datasetId),
  ]);
  return {
    mailServer: server && serverView(server),
    recipients: recipients.map(recipientView),
    ...log,
  };
}

/** Without its password. */
const serverView = ({ host, port, secure, user, from, password }: MailServer): MailServerView => ({
  host,
  port,
  secure,
  user,
  from,
  hasPassword: password !== null,
});

const recipientView = ({
  createdAt,
  channel,
  address,
  locale,
  ...rest
}: Recipient): RecipientView => ({
  id: rest.id,
  channel: channelSchema.parse(channel),
  address: shownAddress(channelSchema.parse(channel), address),
  locale: localeSchema.parse(locale),
  createdAt: createdAt.toISOString(),
  createdBy: rest.createdBy,
});

async function requireDataset(db: Database, id: string): Promise<void> {
  if (!(await db.dataset.findUnique({ where: { id }, select: { id: true } })))
    throw new AppError('not_found', `There is no dataset ${id}.`, { field: 'dataset', reason: id });
}

/**
 * There is one mail server for all datasets. A password that is left out stays, unless host or user changed: it is not
 * sent to somebody else than it was meant for.
 * @throws AppError `recipient_address` for a sender's address that is none
 */
export async function setMailServer(
  db: Database,
  { password, ...server }: NewMailServer,
  by: string,
): Promise<MailServerView> {
  checkEmail(senderAddress(server.from), 'from');
  const before = await db.mailServer.findFirst();
  const isSame =
    before?.host === server.host && before.port === server.port && before.user === server.user;
  const kept = password ?? (isSame ? before.password : null);
  const data = { ...server, password: kept || null, updatedAt: new Date(), updatedBy: by };
  const stored = await db.mailServer.upsert({
    where: { id: 1 },
    create: { id: 1, ...data },
    update: data,
  });
  return serverView(stored);
}

/** @throws AppError `recipient_address`, `recipient_known`, `not_found` for an unknown dataset */
export async function addRecipient(
  db: Database,
  { dataset: datasetId, channel, address, locale }: NewRecipient,
  by: string,
): Promise<RecipientView> {
  await requireDataset(db, datasetId);
  const clean = checkRecipient(channel, address);
  const key = { datasetId, channel, address: clean };
  if (await db.recipient.findUnique({ where: { datasetId_channel_address: key } }))
    throw new AppError('recipient_known', 'This recipient is in the list already.', {
      field: 'address',
    });
  const made = await db.recipient.create({ data: { ...key, locale, createdBy: by } });
  return recipientView(made);
}

/** What was sent stays in the log; what waits is given up. Taking it away again changes nothing. */
export async function removeRecipient(db: Database, id: string): Promise<void> {
  await db.$transaction(async (tx) => {
    const recipient = await tx.recipient.findUnique({ where: { id } });
    if (!recipient) return;
    const { datasetId, channel, address } = recipient;
    await tx.recipient.delete({ where: { id } });
    await tx.briefDelivery.deleteMany({
      where: { week: { datasetId }, channel, recipient: address, test: '', status: 'waiting' },
    });
  });
}
