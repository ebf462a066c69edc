import type { Endpoint } from './endpoint';

export const SEGMENT_ENDPOINTS: readonly Endpoint[] = [];
