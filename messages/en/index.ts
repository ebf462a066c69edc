import app from './app.json';
import chart from './chart.json';
import data from './data.json';
import errors from './errors.json';
import jobs from './jobs.json';
import metrics from './metrics.json';
import process from './process.json';
import quality from './quality.json';
import series from './series.json';
import shell from './shell.json';
import states from './states.json';
import table from './table.json';

/** One file for each part of the interface; `messages/messages.test.ts` proves that both languages are complete. */
export default {
  ...app,
  ...chart,
  ...data,
  ...errors,
  ...jobs,
  ...metrics,
  ...process,
  ...quality,
  ...series,
  ...shell,
  ...states,
  ...table,
};
