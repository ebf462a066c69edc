import type { Formats } from '../format/format';
import type { ListGrade } from './grade-list';

/**
 * How the list of a week did, as a message `week.grade.<key>` and its values. It is told by the event that the list is
 * made for, the leavers who had just received stickers, where that was graded.
 */
export function gradeSummary(
  { list, paid }: { readonly list: ListGrade; readonly paid: ListGrade | null },
  f: Pick<Formats, 'decimal' | 'percent'>,
) {
  const told = {
    listed: list.listed,
    left: list.listedChurned,
    expected: f.decimal(list.expected),
  };
  return paid
    ? ({
        key: 'summaryPaid',
        ...told,
        paid: paid.churned,
        paidListed: paid.listedChurned,
        paidExpected: f.decimal(paid.expected),
      } as const)
    : ({
        key: 'summary',
        ...told,
        recall: list.recall === null ? '–' : f.percent(list.recall),
      } as const);
}
