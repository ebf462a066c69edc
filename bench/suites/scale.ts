import path from 'node:path';
import { runOwn, type Suite } from '../harness';

const LIMIT_MB = 4096;

/** The whole main job, simulation to published version, at scale 1 and scale 10, each in a process of its own. */
export const scaleSuite: Suite = {
  ids: ['scale-10', 'scale-10-memory'],
  run: async (work) => {
    const job = (scale: number) =>
      runOwn('programs/whole-job.ts', [String(scale)], {
        STAGELIGHT_DATA_DIR: path.join(work, `scale-${scale}`),
        DATABASE_URL: '',
      });
    const one = await job(1);
    const ten = await job(10);
    return [
      {
        id: 'scale-10',
        what: 'whole main job on 52 M events, against ten times its own time on 5.19 M',
        unit: 's',
        ours: ten.seconds ?? null,
        peer: (one.seconds ?? Number.NaN) * 10,
        peerName: 'ten times scale 1',
      },
      {
        id: 'scale-10-memory',
        what: 'peak memory of that job, against the limit of 4 GB',
        unit: 'MB',
        ours: ten.peakMb ?? null,
        peer: LIMIT_MB,
        peerName: 'limit',
      },
    ];
  },
};
