import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RecordReader, sampleRecords } from './records';

const cellsOf = (text: string, delimiter = ',') =>
  sampleRecords(text, delimiter, 1000, true).records.map((r) => [...r.cells]);

describe('sampleRecords', () => {
  it.each([
    [
      'a,b\nc,d\n',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    [
      'a,b\r\nc,d',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    [
      'a,b\rc,d\r',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    [
      '\n\na,b\n\n\nc,d\n',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    ['"a","b"\n', [['a', 'b']]],
    ['"a,\n""b""","c"\n', [['a,\n"b"', 'c']]],
    ['  "a"  , b \n', [['a', ' b ']]],
    ['5" x 3",b"c"\n', [['5" x 3"', 'b"c"']]],
    [',\n', [['', '']]],
    ['""\n', [['']]],
    ['a,"b"', [['a', 'b']]],
    ['a,', [['a', '']]],
    ['가,나\n', [['가', '나']]],
  ])('reads %j', (text, cells) => {
    expect(cellsOf(text)).toEqual(cells);
  });

  it('gives each record the line on which it begins', () => {
    const text = 'a,b\n\n"x\ny",z\r\nc,d\n';
    expect(sampleRecords(text, ',', 10, true).records.map((r) => r.line)).toEqual([1, 3, 5]);
  });

  it('names the line of a quote that is never closed', () => {
    expect(sampleRecords('a,b\nc,"d\ne,f\n', ',', 10, true)).toMatchObject({ unclosedLine: 2 });
    const long = `a,b\nc,"d\n${'e,f\n'.repeat(101)}g,"h"\n`;
    expect(sampleRecords(long, ',', 1000, true)).toMatchObject({ unclosedLine: 2 });
  });

  it('leaves out a record that may go on beyond the sample', () => {
    expect(sampleRecords('a,b\nc,"d', ',', 10, false)).toEqual({
      records: [{ cells: ['a', 'b'], line: 1 }],
    });
  });
});

describe('RecordReader', () => {
  it('takes only the first line when something follows a closing quote', () => {
    const bytes = new TextEncoder().encode('a,"x\nb,c\nd,"e"\n');
    const reader = new RecordReader(0x2c);
    expect(reader.read(bytes, 0, bytes.length, true)).toBe('line');
    expect([reader.misquoted, reader.next, reader.lines]).toEqual([true, 5, 1]);
    expect(reader.read(bytes, reader.next, bytes.length, true)).toBe('line');
    expect([reader.misquoted, reader.cells]).toEqual([false, 2]);
  });

  it('does not mind where the bytes are cut', () => {
    const text = fc
      .array(fc.constantFrom('a', ',', '"', '\n', '\r', ' ', '""', '\r\n'), { maxLength: 40 })
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, fc.nat(40), (whole, cut) => {
        const bytes = new TextEncoder().encode(whole);
        const short = Math.min(cut, bytes.length);
        const one = new RecordReader(0x2c);
        const two = new RecordReader(0x2c);
        const end = one.read(bytes, 0, short, false);
        const full = two.read(bytes, 0, bytes.length, true);
        if (end === 'more' || full === 'unclosed') return;
        // A record that ends before the cut is the same record whatever follows.
        expect(end).toBe('line');
        expect([one.next, one.lines, one.cells, one.misquoted]).toEqual([
          two.next,
          two.lines,
          two.cells,
          two.misquoted,
        ]);
      }),
      { numRuns: 2000 },
    );
  });
});
