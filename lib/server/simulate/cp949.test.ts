import { describe, expect, it } from 'vitest';
import { celebProfile } from '@/lib/domain/simulate/names';
import { celebTraits } from '@/lib/domain/simulate/traits';
import { encodeCp949 } from './cp949';

describe('encodeCp949', () => {
  it('writes the bytes of the code page', () => {
    // Recipe: Python 3 '한글 A, 힝'.encode('cp949').hex()
    expect(Buffer.from(encodeCp949('한글 A, 힝')).toString('hex')).toBe('c7d1b1db20412c20c8fe');
  });

  it('writes every simulated name, so that it can be read back', () => {
    const traitsOf = celebTraits(1);
    const names = Array.from({ length: 3640 }, (_, k) => celebProfile(k, traitsOf(k)).name);
    const text = names.join('\n');
    expect(new TextDecoder('euc-kr').decode(encodeCp949(text))).toBe(text);
  });

  it.each(['😀', '똠'])('names a character beyond KS X 1001: %s', (char) => {
    expect(() => encodeCp949(`가${char}`)).toThrow(`"${char}"`);
  });
});
