import { describe, expect, it } from 'vitest';
import { decodeCp949 } from './cp949';

/** Text and its bytes; by Python: `'가힣'.encode('cp949').hex()`. */
const KNOWN = [
  ['가힣', 'b0a1c652'],
  ['똠방각하 펲시콜라', '8c63b9e6b0a2c7cf20bc84bdc3c4ddb6f3'],
  ['뷁', '94ee'],
  ['갂', '8141'],
  ['a€漢', '61a2e6f9d3'],
] as const;

describe('decodeCp949', () => {
  it.each(KNOWN)('reads %s', (text, hex) => {
    expect(decodeCp949(Buffer.from(hex, 'hex'))).toBe(text);
  });

  it('knows each of the 11,172 syllables once', () => {
    const seen = new Set<string>();
    for (let code = 0x8100; code <= 0xfeff; code++) {
      const text = decodeCp949(Uint8Array.of(code >> 8, code & 0xff));
      if (text && text >= '가' && text <= '힣') {
        expect(seen.has(text)).toBe(false);
        seen.add(text);
      }
    }
    expect(seen.size).toBe(11_172);
  });

  it('refuses what is not CP949, a cut character only at the real end', () => {
    expect(decodeCp949(Uint8Array.of(0x80))).toBeUndefined();
    expect(decodeCp949(Uint8Array.of(0xff, 0x41))).toBeUndefined();
    expect(decodeCp949(Uint8Array.of(0xc6, 0x53))).toBeUndefined();
    expect(decodeCp949(Uint8Array.of(0x61, 0xb0))).toBeUndefined();
    expect(decodeCp949(Uint8Array.of(0x61, 0xb0), true)).toBe('a');
  });
});
