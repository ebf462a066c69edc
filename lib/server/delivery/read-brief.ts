import type { Locale } from '@/lib/domain/format/locales';
import type { Database } from '@/lib/server/db/client';
import { getWeek } from '@/lib/server/queries/weeks/weeks';
import { type BriefText, briefText } from './brief-text';

/** A frozen week in the words of one language. @throws AppError `not_found`, also for a week after its dataset's today */
export async function readBrief(
  db: Database,
  weekId: string,
  locale: Locale,
  { isTest }: { readonly isTest: boolean },
): Promise<BriefText> {
  const week = await getWeek(db, weekId);
  const { timeZone } = await db.dataset.findUniqueOrThrow({ where: { id: week.datasetId } });
  return briefText(week, locale, { timeZone, isTest });
}
