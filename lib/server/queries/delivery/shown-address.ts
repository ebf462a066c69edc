import type { Channel } from '@/lib/contracts/delivery';

/** An incoming webhook's address lets anybody write: only its host and its last characters are told. */
export const shownAddress = (channel: Channel, address: string): string =>
  channel === 'email' ? address : `${new URL(address).origin}/…${address.slice(-4)}`;
