import { z } from 'zod';
import type { Channel } from '@/lib/contracts/delivery';
import { AppError } from '@/lib/server/errors';
import { checkAddress } from '@/lib/server/webhooks/address';

/** Of an address, or of a name and an address in angle brackets. */
export const senderAddress = (from: string): string => /<([^<>]+)>\s*$/.exec(from)?.[1] ?? from;

/** The address in the form in which it is kept: the same one is not kept twice. @throws AppError `recipient_address` */
export function checkRecipient(channel: Channel, address: string): string {
  if (channel === 'email') return checkEmail(address, 'address');
  try {
    return checkAddress(address).href;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    throw new AppError('recipient_address', error.message, { field: 'address', reason: 'slack' });
  }
}

/** @throws AppError `recipient_address` naming the field */
export function checkEmail(text: string, field: 'address' | 'from'): string {
  const parsed = z.email().safeParse(text.trim().toLowerCase());
  if (parsed.success) return parsed.data;
  throw new AppError('recipient_address', `${field}: "${text}" is no e-mail address.`, {
    field,
    reason: 'email',
  });
}
