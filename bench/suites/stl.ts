import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createRandom } from '@/lib/domain/random/generator';
import { prepareStl } from '@/lib/domain/series/stl';
import { pythonHas, runPeer, type Suite, takeTurns } from '../harness';

const ROUNDS = 3;
const SERIES = 300;
const DAYS = 140;

/** Robust STL of 300 celebs' daily counts over 20 weeks. */
export const stlSuite: Suite = {
  ids: ['stl'],
  run: async (work) => {
    const series = counts();
    const file = path.join(work, 'series.json');
    await writeFile(file, JSON.stringify(series));
    let figure = 0;
    const ours = async () => {
      const began = performance.now();
      const split = prepareStl(DAYS, { robust: true });
      const results = series.map((values) => split(values));
      const took = (performance.now() - began) / 1000;
      figure = results.reduce((n, r) => n + r.trend.reduce((a, b) => a + Math.abs(b), 0), 0);
      return took;
    };
    const statsmodels = async () => {
      const made = await runPeer('statsmodels_stl.py', [file]);
      if (!(Math.abs((made.figure ?? 0) / figure - 1) < 1e-8))
        throw new Error(`trends add up to ${figure} here, ${made.figure} there`);
      return made.seconds ?? Number.NaN;
    };
    const has = pythonHas('statsmodels');
    const turns = await takeTurns(ROUNDS, { ours, statsmodels: has ? statsmodels : undefined });
    return [
      {
        id: 'stl',
        what: `robust STL of ${SERIES} series of ${DAYS} days`,
        unit: 's',
        ours: turns.ours,
        peer: turns.statsmodels,
        peerName: 'statsmodels',
        note: has ? undefined : 'statsmodels is not installed',
      },
    ];
  },
};

/** Counts that rise and fall with the week, differently busy, with days off. */
function counts(): number[][] {
  const random = createRandom(140);
  return Array.from({ length: SERIES }, () => {
    const level = 2 + random.integer(60);
    return Array.from({ length: DAYS }, (_, day) =>
      random.integer(6) === 0
        ? 0
        : Math.round(
            level * (1 + 0.4 * Math.sin((day * 2 * Math.PI) / 7)) * (0.5 + random.uniform()),
          ),
    );
  });
}
