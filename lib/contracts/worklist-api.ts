import type { Endpoint } from './endpoint';

export const WORKLIST_ENDPOINTS: readonly Endpoint[] = [];
