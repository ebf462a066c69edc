import { type BriefFailure, briefFailureSchema, type Channel } from '@/lib/contracts/delivery';
import type { Locale } from '@/lib/domain/format/locales';
import type { Database } from '@/lib/server/db/client';
import { Prisma } from '@/lib/server/db/generated/client';

/** A delivery that a sender has taken. */
export interface TakenBrief {
  readonly id: string;
  readonly weekId: string;
  readonly channel: Channel;
  readonly recipient: string;
  readonly locale: Locale;
  readonly test: string;
  readonly createdAt: Date;
  /** This one included. It also tells whose attempt it is: whoever takes it later has a higher one. */
  readonly attempts: number;
}

const failureText = ({ kind, detail }: BriefFailure): string => `${kind} ${detail}`.trimEnd();

/** What `failureText` wrote. */
export function parseBriefFailure(text: string): BriefFailure {
  const [kind, ...detail] = text.split(' ');
  return briefFailureSchema.parse({ kind, detail: detail.join(' ') });
}

/**
 * Takes deliveries that are due, and says until when. Of those whose sender is heard of no more, the ones that it had
 * not let go of are due again; of the others nobody knows, and they are taken by nobody.
 * @param leaseMs longer than an attempt can take
 */
export async function takeBriefs(
  db: Database,
  most: number,
  leaseMs: number,
): Promise<TakenBrief[]> {
  await db.$executeRaw`
    UPDATE "BriefDelivery" SET "status" = 'unknown', "lastError" = 'unanswered'
    WHERE "status" = 'sending' AND "handedAt" IS NOT NULL AND "nextAt" <= now()`;
  return db.$queryRaw<TakenBrief[]>`
    WITH due AS MATERIALIZED (
      SELECT "id" FROM "BriefDelivery"
      WHERE "status" IN ('waiting', 'sending') AND "handedAt" IS NULL AND "nextAt" <= now()
      ORDER BY "nextAt", "id" LIMIT ${most} FOR UPDATE SKIP LOCKED
    )
    UPDATE "BriefDelivery" d
    SET "status" = 'sending', "attempts" = d."attempts" + 1,
      "nextAt" = now() + make_interval(secs => ${leaseMs / 1000})
    FROM due WHERE d."id" = due."id"
    RETURNING d."id", d."weekId", d."channel", d."recipient", d."locale", d."test", d."createdAt", d."attempts"`;
}

/** Only the last who took it may say what came of it. */
const own = ({ id, attempts }: TakenBrief) => Prisma.sql`
  "id" = ${id}::uuid AND "attempts" = ${attempts}`;

/**
 * Writes down that a message is about to be let go of. From then on nobody else takes it.
 * @throws Error when the sender's time is over, or another has taken it: then nothing may be sent
 */
export async function letGo(db: Database, taken: TakenBrief): Promise<void> {
  const count = await db.$executeRaw`
    UPDATE "BriefDelivery" SET "handedAt" = now()
    WHERE ${own(taken)} AND "status" = 'sending' AND "handedAt" IS NULL AND "nextAt" > now()`;
  if (count === 0) throw new Error(`another sender has taken ${taken.id}`);
}

/** Also counts when it came after the sender's time was over. */
export async function acknowledgeBrief(db: Database, taken: TakenBrief): Promise<void> {
  await db.$executeRaw`
    UPDATE "BriefDelivery" SET "status" = 'delivered', "deliveredAt" = now(), "lastError" = NULL
    WHERE ${own(taken)}`;
}

/** Nobody answered for what was let go of. */
export async function leaveUnknown(db: Database, taken: TakenBrief): Promise<void> {
  await db.$executeRaw`
    UPDATE "BriefDelivery" SET "status" = 'unknown', "lastError" = 'unanswered' WHERE ${own(taken)}`;
}

/** @param delayMs until it is tried again; null = it is given up, and kept */
export async function putBriefBack(
  db: Database,
  taken: TakenBrief,
  failure: BriefFailure,
  delayMs: number | null,
): Promise<void> {
  await db.$executeRaw`
    UPDATE "BriefDelivery" SET "status" = ${delayMs === null ? 'failed' : 'waiting'}, "handedAt" = NULL,
      "nextAt" = now() + make_interval(secs => ${(delayMs ?? 0) / 1000}), "lastError" = ${failureText(failure)}
    WHERE ${own(taken)}`;
}
