/**
 * Two-byte code of every character of KS X 1001. Node has a decoder only, so it is asked for every code once. It knows
 * EUC-KR without Microsoft's further 8,822 syllables.
 */
let codes: ReadonlyMap<string, number> | undefined;

function cp949Codes(): ReadonlyMap<string, number> {
  if (codes) return codes;
  const decoder = new TextDecoder('euc-kr');
  const found = new Map<string, number>();
  for (let lead = 0x81; lead <= 0xfe; lead++) {
    for (let trail = 0x41; trail <= 0xfe; trail++) {
      const text = decoder.decode(Uint8Array.of(lead, trail));
      if (text.length === 1 && text !== '\uFFFD' && !found.has(text)) {
        found.set(text, (lead << 8) | trail);
      }
    }
  }
  codes = found;
  return found;
}

/**
 * Text in CP949, for characters of KS X 1001: there CP949 and EUC-KR are the same bytes. All simulated names are made
 * of them.
 * @throws RangeError for any other character
 */
export function encodeCp949(text: string): Uint8Array {
  const table = cp949Codes();
  const bytes = new Uint8Array(text.length * 2);
  let length = 0;
  for (const char of text) {
    const point = char.codePointAt(0) ?? 0;
    if (point < 0x80) {
      bytes[length++] = point;
      continue;
    }
    const code = table.get(char);
    if (code === undefined) throw new RangeError(`KS X 1001 has no character "${char}"`);
    bytes[length++] = code >> 8;
    bytes[length++] = code & 0xff;
  }
  return bytes.subarray(0, length);
}
