import { windowSettingsSchema } from '@/lib/contracts/windows';
import { addDays } from '@/lib/domain/series/period';
import type { Prisma } from '@/lib/server/db/generated/client';
import { isOutcomeKnown } from '@/lib/server/work/today';
import { isoDay } from '../series/version';

/** A celeb's place in a round whose outcome days are not over. */
export interface OpenMembership {
  readonly celebId: string;
  readonly isHoldout: boolean;
  readonly round: { readonly id: string; readonly name: string };
  /** The last outcome day. */
  readonly until: string;
}

/**
 * The open rounds of a dataset that hold these celebs, the newest round first.
 * @param today what day it is for the dataset
 */
export async function openMemberships(
  db: Prisma.TransactionClient,
  datasetId: string,
  celebIds: readonly string[],
  today: string,
): Promise<OpenMembership[]> {
  const members = await db.roundMember.findMany({
    where: {
      celebId: { in: [...celebIds] },
      round: { datasetId, snapshot: { asOf: { lte: new Date(today) } } },
    },
    orderBy: [{ round: { createdAt: 'desc' } }, { roundId: 'asc' }, { celebId: 'asc' }],
    select: {
      celebId: true,
      isHoldout: true,
      round: {
        select: {
          id: true,
          name: true,
          snapshot: { select: { asOf: true, churnRun: { select: { windows: true } } } },
        },
      },
    },
  });
  return members.flatMap(({ celebId, isHoldout, round: { id, name, snapshot } }) => {
    const asOf = isoDay(snapshot.asOf);
    const { outcomeDays } = windowSettingsSchema.parse(snapshot.churnRun.windows);
    if (isOutcomeKnown(asOf, outcomeDays, today)) return [];
    return [{ celebId, isHoldout, round: { id, name }, until: addDays(asOf, outcomeDays - 1) }];
  });
}
