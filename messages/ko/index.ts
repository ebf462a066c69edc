import app from './app.json';

/** One file for each part of the interface; `messages/messages.test.ts` proves that both languages are complete. */
export default { ...app };
