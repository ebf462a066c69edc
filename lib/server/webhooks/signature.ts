import { createHmac, randomBytes } from 'node:crypto';

const PREFIX = 'whsec_';
/** The specification asks for 24 to 64. */
const SECRET_BYTES = 24;

/** A new secret as its reader copies it: `whsec_` and base64. */
export const newSecret = (): string => `${PREFIX}${randomBytes(SECRET_BYTES).toString('base64')}`;

/**
 * Signs a message as in the Standard Webhooks specification, v1 symmetric
 * (https://github.com/standard-webhooks/standard-webhooks): HMAC-SHA256 of `id.timestamp.body`.
 * @param timestamp seconds since 1970 of this attempt
 * @returns the value of the header `webhook-signature`
 */
export function sign(secret: string, id: string, timestamp: number, body: string): string {
  const key = Buffer.from(secret.replace(PREFIX, ''), 'base64');
  const hash = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
  return `v1,${hash}`;
}
