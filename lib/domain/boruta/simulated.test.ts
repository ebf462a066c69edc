import { expect, it } from 'vitest';
import { joinColumns, type NamedMatrix } from '../baseline/window-features';
import { LIVED_DAYS } from '../simulate/calendar';
import { type CelebLife, liveBlock } from '../simulate/lives';
import { addTrial, isFinished, startBoruta } from './boruta';
import { noiseColumns } from './noise.fixture';
import { nextTrial, prepareBoruta } from './trial';

const WEEK = 7;
const NOISE = 10;

const weekOf = (values: ArrayLike<number>, begin: number): number =>
  Array.from({ length: WEEK }, (_, day) => values[begin + day] ?? 0).reduce((a, b) => a + b);

/** Weeks with own activity that do not overlap: active days and fan events of the week, and whether the next is empty. */
function weeks(lives: readonly CelebLife[]): { table: NamedMatrix; churn: Uint8Array } {
  const values: number[] = [];
  const churn: number[] = [];
  for (const { active, fans } of lives) {
    for (let begin = 0; begin + 2 * WEEK <= LIVED_DAYS; begin += WEEK) {
      const activeDays = weekOf(active, begin);
      if (activeDays === 0) continue;
      values.push(activeDays, weekOf(fans, begin));
      churn.push(weekOf(active, begin + WEEK) === 0 ? 1 : 0);
    }
  }
  const names = ['active_days', 'fan_total'];
  const table = { values: Float32Array.from(values), rows: churn.length, columns: 2, names };
  return { table, churn: Uint8Array.from(churn) };
}

const { table, churn } = weeks(liveBlock(1, 0));

it.each([0, 1, 2])(
  'accepts what drives churn on the simulated platform and rejects ten columns of noise, seed %i',
  { timeout: 60_000 },
  async (seed) => {
    const matrix = joinColumns([table, noiseColumns(table.rows, NOISE, seed)]);
    let state = startBoruta({ features: matrix.names, seed });
    const data = prepareBoruta(state, matrix, { labels: churn });
    while (!isFinished(state)) state = addTrial(state, await nextTrial(state, data));
    const noise = Array.from({ length: NOISE }, (_, i) => [`noise-${i}`, 'rejected']);
    expect(state.features.map(({ feature, verdict }) => [feature, verdict])).toEqual([
      ['active_days', 'accepted'],
      ['fan_total', 'accepted'],
      ...noise,
    ]);
  },
);
