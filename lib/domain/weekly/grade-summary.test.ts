import { expect, test } from 'vitest';
import { createFormats } from '../format/format';
import { gradeList } from './grade-list';
import { gradeSummary } from './grade-summary';

// Listed: rows 0 to 2. Left: rows 0, 1 and 4; rows 1 and 4 had just received stickers.
const isListed = (row: number) => row < 3;
const list = gradeList([1, 1, 0, 0, 1], [0.9, 0.8, 0.6, 0.2, 0.1], isListed);
const paid = gradeList([0, 1, 0, 0, 1], [0.09, 0.64, 0.3, 0.1, 0.05], isListed);
const f = createFormats('en');

test('is told by the leavers who had just received stickers', () => {
  expect(gradeSummary({ list, paid }, f)).toEqual({
    key: 'summaryPaid',
    listed: 3,
    left: 2,
    expected: '2.3',
    paid: 2,
    paidListed: 1,
    paidExpected: '1',
  });
});

test('is told by all who left where only churn was graded', () => {
  expect(gradeSummary({ list, paid: null }, f)).toEqual({
    key: 'summary',
    listed: 3,
    left: 2,
    expected: '2.3',
    recall: '66.7%',
  });
  const nobody = gradeList([0], [0.5], () => true);
  expect(gradeSummary({ list: nobody, paid: null }, f)).toMatchObject({ recall: '–' });
});
