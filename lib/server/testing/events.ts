import { XorShift } from './seeded';

const CELEBS = 20;
const DAYS = 28;
const FIRST_DAY = Date.UTC(2025, 2, 3);

/**
 * An events file of four weeks: 20 celebs in their rooms and fans who visit and chat, about `rows` rows.
 * Different seeds give files without a common row, so that each is an import of its own.
 */
export function eventsCsv(seed: number, rows = 4000): { csv: string; rows: number } {
  const random = new XorShift(seed);
  const lines = ['ts,actor_id,room_id,event'];
  const add = (day: number, actor: string, room: string, event: string) => {
    const at = new Date(FIRST_DAY + day * 86_400_000 + random.below(86_400_000));
    lines.push(`${at.toISOString()},${actor},${room},${event}`);
  };
  for (let celeb = 0; celeb < CELEBS; celeb++)
    for (let day = 0; day < DAYS; day++)
      if (day === 0 || random.below(3) > 0) add(day, `c${celeb}`, `c${celeb}`, 'stream');
  while (lines.length <= rows) {
    const fan = `f${seed}-${random.below(300)}`;
    add(random.below(DAYS), fan, `c${random.below(CELEBS)}`, random.below(2) ? 'chat' : 'visit');
  }
  return { csv: `${lines.join('\n')}\n`, rows: lines.length - 1 };
}
