/** A worker thread does not inherit the loader for TypeScript from the process that starts it. */
import { register } from 'tsx/esm/api';

register();
await import('./trial-thread.ts');
