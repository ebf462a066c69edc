import app from './app.json';
import chart from './chart.json';
import cohorts from './cohorts.json';
import data from './data.json';
import decomposition from './decomposition.json';
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
import searches from './searches.json';
import series from './series.json';
import shell from './shell.json';
import states from './states.json';
import table from './table.json';

/** One file for each part of the interface; `messages/messages.test.ts` proves that both languages are complete. */
export default {
  ...app,
  ...chart,
  ...cohorts,
  ...data,
  ...decomposition,
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
  ...searches,
  ...series,
  ...shell,
  ...states,
  ...table,
};
