import { createHash, randomBytes } from 'node:crypto';
import type { NewShareAnswer, ShareView } from '@/lib/contracts/delivery';
import type { WeekDetail } from '@/lib/contracts/weeks';
import type { Database } from '@/lib/server/db/client';
import type { WeekShare } from '@/lib/server/db/generated/client';
import { AppError } from '@/lib/server/errors';
import { getWeek } from '@/lib/server/queries/weeks/weeks';

/** As many as nobody guesses (NIST SP 800-63B asks for 64 bits of a look-up secret). */
const TOKEN_BYTES = 32;
const MINUTE_MS = 60_000;

/** The token has as many random bits as its hash, so that a fast hash is enough. */
const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex');

const isOpen = ({ expiresAt, revokedAt }: WeekShare, now: Date) =>
  revokedAt === null && expiresAt > now;

function shareView(share: WeekShare): ShareView {
  const { id, weekId, createdAt, createdBy, expiresAt, revokedAt } = share;
  return {
    id,
    weekId,
    createdAt: createdAt.toISOString(),
    createdBy,
    expiresAt: expiresAt.toISOString(),
    revokedAt: revokedAt?.toISOString() ?? null,
    isOpen: isOpen(share, new Date()),
  };
}

/** Links of a week, the newest first. @throws AppError `not_found` */
export async function listShares(db: Database, weekId: string): Promise<{ shares: ShareView[] }> {
  await getWeek(db, weekId);
  const shares = await db.weekShare.findMany({
    where: { weekId },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
  });
  return { shares: shares.map(shareView) };
}

/** @param by the person who makes it @throws AppError `not_found` */
export async function addShare(
  db: Database,
  { week, minutes }: { readonly week: string; readonly minutes: number },
  by: string,
): Promise<NewShareAnswer> {
  await getWeek(db, week);
  const token = randomBytes(TOKEN_BYTES).toString('base64url');
  const share = await db.weekShare.create({
    data: {
      weekId: week,
      tokenHash: hashOf(token),
      createdBy: by,
      expiresAt: new Date(Date.now() + minutes * MINUTE_MS),
    },
  });
  return { share: shareView(share), token };
}

/** Ending it again changes nothing. @throws AppError `not_found` */
export async function revokeShare(db: Database, id: string): Promise<ShareView> {
  await db.weekShare.updateMany({
    where: { id, revokedAt: null },
    data: { revokedAt: new Date() },
  });
  const share = await db.weekShare.findUnique({ where: { id } });
  if (!share)
    throw new AppError('not_found', `There is no link ${id}.`, { field: 'id', reason: id });
  return shareView(share);
}

/** The week that a link shows; undefined for a link that never was, has ended, or shows a week that nobody may see. */
export async function sharedWeek(db: Database, token: string): Promise<WeekDetail | undefined> {
  const share = await db.weekShare.findUnique({ where: { tokenHash: hashOf(token) } });
  if (!share || !isOpen(share, new Date())) return undefined;
  try {
    return await getWeek(db, share.weekId);
  } catch (error) {
    if (error instanceof AppError && error.code === 'not_found') return undefined;
    throw error;
  }
}
