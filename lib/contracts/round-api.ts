import type { Endpoint } from './endpoint';

export const ROUND_ENDPOINTS: readonly Endpoint[] = [];
