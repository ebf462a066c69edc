/** What the sentences need of a week; a part of `WeekContent`. */
export interface SentenceWeek {
  readonly from: string;
  readonly to: string;
  readonly outcomeTo: string;
  readonly figures: Readonly<
    Record<
      'active' | 'churned' | 'atRisk' | 'recovered' | 'stickers' | 'stickersAtRisk',
      { readonly weeks: readonly (number | null)[] }
    >
  >;
  readonly group: { readonly celebs: number; readonly expectedChurners: number };
  readonly movements: Readonly<
    Record<'newlyAtRisk' | 'recovered', { readonly count: number }>
  > | null;
  readonly drivers: readonly { readonly feature: string; readonly share: number }[];
  readonly work: { readonly contacted: number };
}

/** What the sentences need of the newest grade. */
export interface SentenceGrade {
  readonly list: {
    readonly listed: number;
    readonly listedChurned: number;
    readonly expected: number;
    readonly lift: number | null;
  };
  /** The list graded for the leavers who had just received stickers; null in older grades. */
  readonly paid: { readonly churned: number; readonly listedChurned: number } | null;
  readonly targets: readonly { readonly isBelowTest: boolean }[];
}

/**
 * A sentence by its key, with its numbers; a language's messages turn it into words (`week.text.<key>`). Days are
 * ISO dates, `share` and `change` are shares, `feature` is a surrogate's feature.
 */
export type BriefSentence =
  | {
      readonly key: 'active';
      readonly active: number;
      readonly churned: number;
      readonly direction: Direction;
      readonly change: number;
    }
  | { readonly key: 'activeFirst'; readonly active: number }
  | {
      readonly key: 'risk';
      readonly celebs: number;
      readonly expected: number;
      readonly until: string;
    }
  | { readonly key: 'noRisk' }
  | { readonly key: 'moved'; readonly entered: number; readonly recovered: number }
  | {
      readonly key: 'stickers';
      readonly stickers: number;
      readonly atRisk: number;
      readonly direction: Direction;
      readonly change: number;
    }
  | { readonly key: 'driver'; readonly feature: string; readonly share: number }
  | { readonly key: 'worked'; readonly contacted: number }
  | { readonly key: 'notWorked' }
  | {
      readonly key: 'graded';
      readonly listed: number;
      readonly left: number;
      readonly expected: number;
      readonly lift: number;
    }
  | {
      readonly key: 'gradedPaid';
      readonly listed: number;
      readonly left: number;
      readonly expected: number;
      /** Leavers who had just received stickers, and those of them who were listed. */
      readonly paid: number;
      readonly paidListed: number;
    }
  | { readonly key: 'notGraded'; readonly until: string }
  | { readonly key: 'retrain' };

export type Direction = 'up' | 'down' | 'same';

/** Changes below this share are called none. */
const SAME = 0.005;

const directionOf = (change: number): Direction =>
  Math.abs(change) < SAME ? 'same' : change > 0 ? 'up' : 'down';

/** Share by which the last week of a line differs from the one before; null where there is nothing to compare with. */
export function lastChange(weeks: readonly (number | null)[]): number | null {
  const now = weeks.at(-1) ?? null;
  const before = weeks.at(-2) ?? null;
  return now === null || before === null || before === 0 ? null : now / before - 1;
}

/**
 * One paragraph of a week: how we are doing, whom we might lose, what moves it, what was done, and whether to trust it.
 * @param grade the newest grade that is known; null while none is
 */
export function briefSentences(week: SentenceWeek, grade: SentenceGrade | null): BriefSentence[] {
  const { figures, group, movements, drivers, work } = week;
  const last = (name: keyof SentenceWeek['figures']) => figures[name].weeks.at(-1) ?? 0;
  const active = lastChange(figures.active.weeks);
  const stickers = lastChange(figures.stickers.weeks);
  const [driver] = drivers;
  const sentences: BriefSentence[] = [
    active === null
      ? { key: 'activeFirst', active: last('active') }
      : {
          key: 'active',
          active: last('active'),
          churned: last('churned'),
          direction: directionOf(active),
          change: Math.abs(active),
        },
    group.celebs === 0
      ? { key: 'noRisk' }
      : {
          key: 'risk',
          celebs: group.celebs,
          expected: Math.round(group.expectedChurners),
          until: week.outcomeTo,
        },
  ];
  if (movements)
    sentences.push({
      key: 'moved',
      entered: movements.newlyAtRisk.count,
      recovered: movements.recovered.count,
    });
  if (stickers !== null)
    sentences.push({
      key: 'stickers',
      stickers: last('stickers'),
      atRisk: Math.round(last('stickersAtRisk')),
      direction: directionOf(stickers),
      change: Math.abs(stickers),
    });
  if (driver) sentences.push({ key: 'driver', ...driver });
  sentences.push(
    work.contacted > 0 ? { key: 'worked', contacted: work.contacted } : { key: 'notWorked' },
    gradeSentence(grade) ?? { key: 'notGraded', until: week.outcomeTo },
  );
  if (grade?.targets.some(({ isBelowTest }) => isBelowTest)) sentences.push({ key: 'retrain' });
  return sentences;
}

/** The last prediction, by the event that the list is made for where that was graded; null where there is no grade. */
function gradeSentence(grade: SentenceGrade | null): BriefSentence | null {
  if (!grade || grade.list.lift === null) return null;
  const { list, paid } = grade;
  const told = {
    listed: list.listed,
    left: list.listedChurned,
    expected: Math.round(list.expected),
  };
  // The list's lift for churn alone would misjudge it: it does not rank by churn alone.
  return paid
    ? { key: 'gradedPaid', ...told, paid: paid.churned, paidListed: paid.listedChurned }
    : { key: 'graded', ...told, lift: grade.list.lift };
}
