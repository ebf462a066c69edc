import { WEEK_FIGURES, weekContentSchema } from '@/lib/contracts/weeks';
import type { Prisma } from '@/lib/server/db/generated/client';
import { isoDay } from '@/lib/server/queries/series/version';
import { enqueueWebhooks } from '@/lib/server/webhooks/enqueue';

/**
 * Leaves a week for the recipients and webhooks of its dataset, in the transaction that makes it true. Whoever has it
 * already does not get it again, however often a week is told.
 * @returns recipients that were not told before, webhooks left out
 */
export async function enqueueBrief(tx: Prisma.TransactionClient, weekId: string): Promise<number> {
  // Two runs that tell the same week follow each other.
  await tx.$queryRaw`SELECT 1 FROM "Week" WHERE id = ${weekId}::uuid FOR UPDATE`;
  const week = await tx.week.findUniqueOrThrow({
    where: { id: weekId },
    include: { dataset: { include: { recipients: true } } },
  });
  const { count } = await tx.briefDelivery.createMany({
    data: week.dataset.recipients.map(({ channel, address, locale }) => ({
      weekId,
      channel,
      recipient: address,
      locale,
    })),
    skipDuplicates: true,
  });
  const told = await tx.webhookDelivery.count({
    where: { event: 'brief.ready', payload: { path: ['weekId'], equals: weekId } },
  });
  if (told > 0) return count;
  const { from, to, figures, group, movements } = weekContentSchema.parse(week.content);
  await enqueueWebhooks(tx, week.datasetId, {
    event: 'brief.ready',
    celebIds: movements?.newlyAtRisk.celebs.map(({ celebId }) => celebId) ?? [],
    facts: {
      by: week.createdBy ?? 'Stagelight',
      weekId,
      asOf: isoDay(week.asOf),
      from,
      to,
      fingerprint: week.fingerprint,
      figures: Object.fromEntries(
        WEEK_FIGURES.map((name) => {
          const { weeks } = figures[name];
          return [name, { week: weeks.at(-1) ?? null, weekBefore: weeks.at(-2) ?? null }];
        }),
      ),
      group: { ...group },
    },
  });
  return count;
}
