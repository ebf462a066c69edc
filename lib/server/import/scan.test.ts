import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '@/lib/server/errors';
import { type TextFacts, TextScan } from './scan';

function scan(bytes: Uint8Array, chunkBytes: number): TextFacts | AppError {
  const scanner = new TextScan('log.csv', 0x2c);
  try {
    for (let at = 0; at < bytes.length; at += chunkBytes)
      scanner.push(bytes.slice(at, at + chunkBytes));
    return scanner.end();
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
}

const text = fc
  .array(fc.constantFrom('a', '가', ',', '"', ' ', '\n', '\r\n', '\r', '2023', '😀'), {
    maxLength: 60,
  })
  .map((parts) => parts.join(''));

describe('TextScan', () => {
  it('counts lines and line ends wherever the chunks are cut', () => {
    fc.assert(
      fc.property(text, fc.integer({ min: 1, max: 9 }), (content, chunkBytes) => {
        const ends = content.match(/\r\n|\r|\n/g) ?? [];
        const kinds = new Set(ends);
        const facts = scan(new TextEncoder().encode(content), chunkBytes);
        expect(facts).toMatchObject({
          lines: ends.length + (/[^\r\n]$/.test(content) ? 1 : 0),
          uniform: !kinds.has('\r') && kinds.size <= 1,
        });
      }),
      { numRuns: 3000 },
    );
  });

  it('never overlooks a space at an edge or between quotes', () => {
    fc.assert(
      fc.property(text, fc.integer({ min: 1, max: 9 }), (content, chunkBytes) => {
        const facts = scan(new TextEncoder().encode(content), chunkBytes) as TextFacts;
        if (/(^|[,"\r\n]) | ([,"\r\n])/.test(content)) expect(facts.padded).toBe(true);
        else expect(facts.padded).toBe(false);
        if (/" +"/.test(content)) expect(facts.spacedQuotes).toBe(true);
      }),
      { numRuns: 3000 },
    );
  });

  it.each([1, 2, 3, 5, 64])('names the line of a wrong byte, in chunks of %i', (chunkBytes) => {
    const bytes = (...parts: (string | number[])[]) =>
      Buffer.concat(parts.map((p) => (typeof p === 'string' ? Buffer.from(p) : Buffer.from(p))));
    const cases = [
      [bytes('a,b\r\n가,나\rc,\0'), 'file_nul_bytes', 3],
      [bytes('a,b\r\n가,나\rc,', [0xff], '\nd'), 'file_encoding', 3],
      [bytes('a\n\n', [0xe0, 0x80, 0x80], '\n'), 'file_encoding', 3],
      [bytes('가\n나', [0xea, 0xb0]), 'file_encoding', 2],
      [bytes('a\n', [0xed, 0xa0, 0x80]), 'file_encoding', 2],
    ] as const;
    for (const [content, code, line] of cases)
      expect(scan(content, chunkBytes)).toMatchObject({
        code,
        details: { file: 'log.csv', line },
      });
  });

  it('measures lines across chunks', () => {
    const long = Buffer.alloc(4_000_000, 'a');
    expect(
      scan(Buffer.concat([Buffer.from('a\n'), long, Buffer.from('\n')]), 1 << 20),
    ).toMatchObject({
      lines: 2,
    });
    expect(
      scan(Buffer.concat([Buffer.from('a\nb\n'), long, Buffer.from('a\n')]), 1 << 20),
    ).toMatchObject({ code: 'file_line_too_long', details: { line: 3 } });
  });
});
