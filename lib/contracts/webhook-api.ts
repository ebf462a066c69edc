import type { Endpoint } from './endpoint';

export const WEBHOOK_ENDPOINTS: readonly Endpoint[] = [];
