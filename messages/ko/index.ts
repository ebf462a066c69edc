import app from './app.json';
import chart from './chart.json';
import metrics from './metrics.json';
import series from './series.json';
import shell from './shell.json';
import states from './states.json';
import table from './table.json';

/** One file for each part of the interface; `messages/messages.test.ts` proves that both languages are complete. */
export default {
  ...app,
  ...chart,
  ...metrics,
  ...series,
  ...shell,
  ...states,
  ...table,
};
