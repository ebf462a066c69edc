/** A worker thread starts as plain Node; this teaches it TypeScript before it loads the real entry. */
import { register } from 'tsx/esm/api';

register();
await import('./model-thread.ts');
