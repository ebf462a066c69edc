/** Own-room and fan event names with their relative frequencies. `partner` follows its event (collinear pairs). */
export interface EventKind {
  readonly name: string;
  readonly weight: number;
  readonly partner?: { readonly name: string; readonly chance: number };
}

export const OWN_EVENTS: readonly EventKind[] = [
  { name: 'chat', weight: 34 },
  { name: 'reply', weight: 16 },
  { name: 'room_open', weight: 10 },
  { name: 'live_start', weight: 5, partner: { name: 'live_end', chance: 0.97 } },
  { name: 'post', weight: 6, partner: { name: 'photo_upload', chance: 0.8 } },
  { name: 'story', weight: 5 },
  { name: 'like_back', weight: 9 },
  { name: 'notice', weight: 2 },
  { name: 'playlist_edit', weight: 2 },
  { name: 'profile_edit', weight: 1 },
];

export const FAN_EVENTS: readonly EventKind[] = [
  { name: 'room_enter', weight: 22, partner: { name: 'room_leave', chance: 0.92 } },
  { name: 'chat', weight: 18 },
  { name: 'like', weight: 12 },
  { name: 'comment', weight: 6 },
  { name: 'reaction', weight: 7 },
  { name: 'live_watch', weight: 6, partner: { name: 'live_reaction', chance: 0.7 } },
  { name: 'photo_view', weight: 5 },
  { name: 'post_view', weight: 5 },
  { name: 'share', weight: 1 },
  { name: 'follow', weight: 1 },
];

/** All names in the order of their codes. */
export const EVENT_NAMES: readonly string[] = [
  ...new Set(
    [...OWN_EVENTS, ...FAN_EVENTS].flatMap((e) => [e.name, ...(e.partner ? [e.partner.name] : [])]),
  ),
].sort();

export const STICKER_KINDS = [
  { name: 'heart', price: 1000, weight: 50 },
  { name: 'star', price: 3000, weight: 25 },
  { name: 'bouquet', price: 5000, weight: 15 },
  { name: 'crown', price: 10_000, weight: 8 },
  { name: 'rocket', price: 50_000, weight: 2 },
] as const;

const FIRST = [
  '별',
  '하늘',
  '유나',
  '도윤',
  '미르',
  '소라',
  '가온',
  '나래',
  '이든',
  '다온',
  '로아',
  '시우',
  'Luna',
  'Milo',
  'Juno',
  'Coco',
  'Rio',
  'Nova',
  'Ella',
  'Theo',
];
const SECOND = [
  '밴드',
  '스튜디오',
  '라디오',
  '키친',
  '드로잉',
  '게임방',
  '뮤직',
  '하우스',
  'Live',
  'Room',
  'Talk',
  'Beat',
  'Club',
  'Lab',
  'Diary',
];
export const GENRES = ['music', 'talk', 'game', 'beauty', 'food', 'art'] as const;
export const TIERS = ['rookie', 'regular', 'partner'] as const;
export const REGIONS = ['Seoul', 'Busan', 'Daegu', 'Gwangju', 'Jeju', 'abroad'] as const;

const pick = <T>(items: readonly T[], n: number): T => items[n % items.length] as T;

/** A stage name and attributes that say nothing about the celeb's future. */
export function celebProfile(celeb: number): {
  name: string;
  genre: string;
  tier: string;
  region: string;
} {
  const mixed = Math.imul(celeb + 11, 0x9e3779b1) >>> 0;
  return {
    name: `${pick(FIRST, mixed)} ${pick(SECOND, mixed >>> 8)} ${celeb + 1}`,
    genre: pick(GENRES, mixed >>> 4),
    tier: pick(TIERS, mixed >>> 12),
    region: pick(REGIONS, mixed >>> 16),
  };
}
