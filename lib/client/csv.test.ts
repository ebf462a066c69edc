import { expect, test } from 'vitest';
import { toCsv } from './csv';

const line = (...cells: (string | number | null)[]) => toCsv([], [cells]).split('\r\n')[1];

test('begins with a byte-order mark and ends every line with CR LF', () => {
  expect(toCsv(['날짜', 'n'], [['2024-01-01', 1]])).toBe('\uFEFF날짜,n\r\n2024-01-01,1\r\n');
  expect(toCsv(['a'], [])).toBe('\uFEFFa\r\n');
});

test('quotes commas, quotes and line breaks, doubles quotes', () => {
  expect(line('a,b', 'say "hi"', 'x\ny')).toBe('"a,b","say ""hi""","x\ny"');
});

test('leaves null empty and writes numbers in full', () => {
  expect(line(null, 0, -1.5, 1234567.25, 1e21)).toBe(',0,-1.5,1234567.25,1e+21');
});

test('keeps a spreadsheet from running text as a formula', () => {
  expect(line('=1+1', '+1', '-1', '@x', '\tx')).toBe("'=1+1,'+1,'-1,'@x,'\tx");
  expect(line('=HYPERLINK("http://x")')).toBe('"\'=HYPERLINK(""http://x"")"');
  expect(line('a=1')).toBe('a=1');
});
