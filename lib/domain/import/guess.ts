import type { FieldKind } from '@/lib/domain/import/kinds';

/** Names under which fields arrive, most telling first; compared without case, spaces, `_`, `-` and `.`. */
const SYNONYMS: Record<string, readonly string[]> = {
  ts: [
    'ts',
    'timestamp',
    'time',
    'datetime',
    'eventtime',
    'createdat',
    'date',
    'invoicedate',
    'logtime',
    '일시',
    '시간',
    '발생일시',
    '날짜',
  ],
  actor_id: [
    'actorid',
    'actor',
    'userid',
    'memberid',
    'customerid',
    'uid',
    'user',
    'senderid',
    '회원',
    '회원번호',
    '사용자',
    '유저',
  ],
  room_id: [
    'roomid',
    'room',
    'ownerid',
    'owner',
    'channelid',
    'celebid',
    'creatorid',
    '방',
    '방번호',
    '자기방',
    '셀럽',
  ],
  event: [
    'event',
    'eventtype',
    'eventname',
    'action',
    'activity',
    'type',
    'logtype',
    '이벤트',
    '행동',
    '활동',
  ],
  from_id: [
    'fromid',
    'from',
    'senderid',
    'sender',
    'giverid',
    'actorid',
    'userid',
    'customerid',
    '보낸회원',
    '보낸사람',
    '회원',
  ],
  celeb_id: [
    'celebid',
    'celeb',
    'toid',
    'receiverid',
    'creatorid',
    'roomid',
    'ownerid',

    '셀럽',
    '받는사람',
    '크리에이터',
  ],
  quantity: ['quantity', 'qty', 'count', '수량', '개수'],
  amount: ['amount', 'price', 'unitprice', 'value', 'revenue', '금액', '가격'],
  sticker: ['sticker', 'stickertype', 'item', 'kind', 'product', '스티커', '땡큐스티커', '종류'],
  name: ['name', 'nickname', 'celebname', 'displayname', '이름', '닉네임', '셀럽명'],
  joined_on: [
    'joinedon',
    'joined',
    'joindate',
    'signupdate',
    'createdat',
    'since',
    '가입일',
    '가입일자',
  ],
};

const plain = (name: string): string => name.toLowerCase().replaceAll(/[\s_\-.]/g, '');

/** Whether a column's name says that it holds celebs' ids. */
export const isIdColumn = (name: string): boolean =>
  (SYNONYMS.celeb_id ?? []).includes(plain(name));

export interface GuessColumn {
  readonly name: string;
  readonly kind: FieldKind;
  /** Values seen; a column without any feeds nothing. */
  readonly examples: readonly string[];
}

export interface GuessField {
  readonly name: string;
  readonly kind: string;
}

/**
 * Guesses which column feeds which field, from the names; the kinds of the values only forbid (an id is never
 * taken for a time). A column is used once. Fields for which nothing fits are left out, and so are columns in which
 * nothing was seen: what a required field needs is asked for before the import and not after it.
 */
export function guessMapping(
  fields: readonly GuessField[],
  columns: readonly GuessColumn[],
): Record<string, { column: string }> {
  const mapping: Record<string, { column: string }> = {};
  const used = new Set<string>();
  for (const field of fields) {
    const wanted = SYNONYMS[field.name] ?? [field.name];
    const fits = columns
      .filter((c) => !used.has(c.name) && c.examples.length > 0 && kindFits(field.kind, c.kind))
      .map((c) => ({ name: c.name, rank: wanted.indexOf(plain(c.name)) }))
      .filter((c) => c.rank >= 0)
      .sort((a, b) => a.rank - b.rank);
    const best = fits[0];
    if (best) {
      mapping[field.name] = { column: best.name };
      used.add(best.name);
    }
  }
  return mapping;
}

function kindFits(field: string, column: FieldKind): boolean {
  if (field === 'timestamp' || field === 'date')
    return column === 'timestamp' || column === 'date' || column === 'number';
  if (field === 'number') return column === 'number';
  return column !== 'timestamp' && column !== 'date';
}

/** Which of the three tables a file most likely is: the one whose required fields are best covered. */
export function guessTable(columns: readonly GuessColumn[]): 'events' | 'stickers' | 'celebs' {
  const names = new Set(columns.map((c) => plain(c.name)));
  const has = (field: string) => (SYNONYMS[field] ?? []).some((s) => names.has(s));
  const hasTime = columns.some((c) => c.kind === 'timestamp');
  if (
    has('quantity') ||
    (has('sticker') && has('celeb_id')) ||
    (names.has('fromid') && has('celeb_id'))
  )
    return 'stickers';
  if (!has('event') && has('celeb_id') && (!hasTime || has('name'))) return 'celebs';
  return 'events';
}
