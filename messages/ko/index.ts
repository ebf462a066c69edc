import actions from './actions.json';
import app from './app.json';
import celeb from './celeb.json';
import chart from './chart.json';
import cohorts from './cohorts.json';
import data from './data.json';
import decomposition from './decomposition.json';
import delivery from './delivery.json';
import drivers from './drivers.json';
import errors from './errors.json';
import explain from './explain.json';
import jobs from './jobs.json';
import ledger from './ledger.json';
import metrics from './metrics.json';
import models from './models.json';
import oneCeleb from './one-celeb.json';
import process from './process.json';
import quality from './quality.json';
import reasons from './reasons.json';
import rounds from './rounds.json';
import schedule from './schedule.json';
import searches from './searches.json';
import segmentation from './segmentation.json';
import segments from './segments.json';
import series from './series.json';
import settings from './settings.json';
import shell from './shell.json';
import snapshots from './snapshots.json';
import states from './states.json';
import table from './table.json';
import week from './week.json';
import worklist from './worklist.json';

/** One file for each part of the interface; `messages/messages.test.ts` proves that both languages are complete. */
export default {
  ...actions,
  ...app,
  ...celeb,
  ...chart,
  ...cohorts,
  ...data,
  ...decomposition,
  ...delivery,
  ...drivers,
  ...errors,
  ...explain,
  ...jobs,
  ...ledger,
  ...metrics,
  ...models,
  ...oneCeleb,
  ...process,
  ...quality,
  ...reasons,
  ...rounds,
  ...schedule,
  ...searches,
  ...segmentation,
  ...segments,
  ...series,
  ...settings,
  ...shell,
  ...snapshots,
  ...states,
  ...table,
  ...week,
  ...worklist,
};
