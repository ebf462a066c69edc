import { hashKeys } from '@/lib/domain/random/generator';
import type { CelebTraits } from './traits';

/** Kinds of stickers, what one costs in KRW, and how often it is chosen. */
export const STICKER_KINDS = [
  { name: 'heart', price: 1_000, weight: 50 },
  { name: 'star', price: 3_000, weight: 25 },
  { name: 'bouquet', price: 5_000, weight: 15 },
  { name: 'crown', price: 10_000, weight: 8 },
  { name: 'rocket', price: 50_000, weight: 2 },
] as const;

const FIRST = [
  ['별', '하늘', '유나', '도윤', '미르', '소라', '가온', '나래', '이든', '다온', '로아', '시우'],
  ['Luna', 'Milo', 'Juno', 'Coco', 'Rio', 'Nova', 'Ella', 'Theo', 'Sol', 'Wren', 'Kai', 'Remi'],
] as const;
const SECOND = [
  ['밴드', '스튜디오', '라디오', '키친', '드로잉', '게임방', '뮤직', '하우스', '일기', '산책'],
  ['Live', 'Room', 'Talk', 'Beat', 'Club', 'Lab', 'Diary', 'Kitchen', 'Sketch', 'Arcade'],
] as const;
const GENRES = ['music', 'talk', 'game', 'beauty', 'food', 'art'] as const;
const AGENCIES = ['independent', 'Hanbit', 'Moonlight', 'Saebyeok', 'Orbit'] as const;
const REGIONS = ['Seoul', 'Busan', 'Daegu', 'Gwangju', 'Jeju', 'abroad'] as const;
const TIERS = ['rising', 'regular', 'partner'] as const;

/** Attributes of the celebs table beside id, name and joining day, in column order. */
export const ATTRIBUTES = ['genre', 'agency', 'tier', 'region'] as const;

export type CelebProfile = { readonly name: string } & Readonly<
  Record<(typeof ATTRIBUTES)[number], string>
>;

/**
 * A stage name and attributes. The tier follows the size of the room at joining; nothing follows the state or what
 * the celeb will do.
 */
export function celebProfile(celeb: number, traits: CelebTraits): CelebProfile {
  const pick = <T>(items: readonly [T, ...T[]], purpose: number): T =>
    items[hashKeys(celeb, purpose) % items.length] ?? items[0];
  const language = hashKeys(celeb, 0) % 10 < 6 ? 0 : 1;
  return {
    name: `${pick(FIRST[language], 1)} ${pick(SECOND[language], 2)} ${celeb + 1}`,
    genre: pick(GENRES, 3),
    agency: hashKeys(celeb, 4) % 10 < 6 ? AGENCIES[0] : pick(AGENCIES, 5),
    tier: traits.standing > 0.85 ? TIERS[2] : traits.standing > 0.4 ? TIERS[1] : TIERS[0],
    region: pick(REGIONS, 6),
  };
}
