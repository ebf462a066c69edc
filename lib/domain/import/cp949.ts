/** Code unit of every two-byte code, at `lead << 8 | trail`; 0 where there is none. Made when it is first needed. */
let table: Uint16Array | undefined;

const FIRST_SYLLABLE = 0xac00;
const LAST_SYLLABLE = 0xd7a3;
const isExtensionTrail = (byte: number) =>
  (byte >= 0x41 && byte <= 0x5a) || (byte >= 0x61 && byte <= 0x7a) || byte >= 0x81;

/**
 * CP949 (Microsoft's Unified Hangul Code) = KS X 1001 with both bytes above A0, which the platform's EUC-KR decoder
 * knows, and the 8,822 other syllables of Unicode in their order, from 8141 on, wherever KS X 1001 leaves room. The
 * platform's decoder does not know those and reads some of them as control characters.
 */
function codes(): Uint16Array {
  if (table) return table;
  const made = new Uint16Array(0x10000);
  const known = new Set<number>();
  const decoder = new TextDecoder('euc-kr', { fatal: true });
  for (let lead = 0xa1; lead <= 0xfe; lead++) {
    for (let trail = 0xa1; trail <= 0xfe; trail++) {
      try {
        const text = decoder.decode(Uint8Array.of(lead, trail));
        const unit = text.charCodeAt(0);
        if (text.length !== 1 || unit < 0xa0) continue;
        made[(lead << 8) | trail] = unit;
        known.add(unit);
      } catch {
        // A code that is not in use.
      }
    }
  }
  // Added to the standard in 1998, and not to the platform's decoder.
  made[0xa2e6] = 0x20ac; // €
  made[0xa2e7] = 0x00ae; // ®
  let syllable = FIRST_SYLLABLE;
  for (let lead = 0x81; lead <= 0xc6; lead++) {
    const lastTrail = lead <= 0xa0 ? 0xfe : 0xa0;
    for (let trail = 0x41; trail <= lastTrail; trail++) {
      if (!isExtensionTrail(trail)) continue;
      while (known.has(syllable)) syllable++;
      if (syllable > LAST_SYLLABLE) break;
      made[(lead << 8) | trail] = syllable++;
    }
  }
  table = made;
  return made;
}

/**
 * The text of bytes in CP949; undefined when they are not. A first byte without its second at the end is an error
 * unless `partial`; it is left out then.
 */
export function decodeCp949(bytes: Uint8Array, partial = false): string | undefined {
  const known = codes();
  const units = new Uint16Array(bytes.length);
  let length = 0;
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i] as number;
    if (byte < 0x80) {
      units[length++] = byte;
      continue;
    }
    if (i + 1 === bytes.length) return partial ? textOf(units, length) : undefined;
    const unit = known[(byte << 8) | (bytes[++i] as number)] as number;
    if (unit === 0) return undefined;
    units[length++] = unit;
  }
  return textOf(units, length);
}

const textOf = (units: Uint16Array, length: number): string =>
  new TextDecoder('utf-16le', { ignoreBOM: true }).decode(
    new Uint8Array(units.buffer, 0, 2 * length),
  );
