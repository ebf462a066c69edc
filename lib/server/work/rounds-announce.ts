import type { Prisma, Round } from '@/lib/server/db/generated/client';
import { enqueueWebhooks } from '@/lib/server/webhooks/enqueue';

/** Celebs of both sides in one message. */
const CELEBS_IN_A_MESSAGE = 1000;

/**
 * Tells the webhooks of a new round. `celebIds` are those to contact; those set aside, whom nobody must contact, stand in
 * `holdoutIds`. A long round goes out as several messages with a part of each side.
 */
export async function announceRound(
  tx: Prisma.TransactionClient,
  round: Round,
  asOf: string,
  sides: { readonly contacted: readonly string[]; readonly holdout: readonly string[] },
): Promise<void> {
  const { contacted, holdout } = sides;
  const messages = Math.ceil((contacted.length + holdout.length) / CELEBS_IN_A_MESSAGE);
  const part = (ids: readonly string[], message: number) =>
    ids.slice(
      Math.floor((message * ids.length) / messages),
      Math.floor(((message + 1) * ids.length) / messages),
    );
  for (let message = 0; message < messages; message++)
    await enqueueWebhooks(tx, round.datasetId, {
      event: 'round.started',
      celebIds: part(contacted, message),
      facts: {
        roundId: round.id,
        name: round.name,
        asOf,
        by: round.createdBy,
        owner: round.owner,
        holdoutShare: round.holdoutShare,
        holdoutIds: part(holdout, message),
      },
    });
}
