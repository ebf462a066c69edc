import type { Endpoint } from './endpoint';

export const CELEB_ENDPOINTS: readonly Endpoint[] = [];
