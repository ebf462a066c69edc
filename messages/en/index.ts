import app from './app.json';
import data from './data.json';
import errors from './errors.json';
import jobs from './jobs.json';
import quality from './quality.json';

/** One file for each part of the interface; `messages/messages.test.ts` proves that both languages are complete. */
export default { ...app, ...data, ...errors, ...jobs, ...quality };
