import { z } from 'zod';
import { LOCALES } from '@/lib/domain/format/locales';

/** How a brief reaches a recipient; signed webhooks have a page of their own. */
export const CHANNELS = ['email', 'slack'] as const;
export const channelSchema = z.enum(CHANNELS);
export type Channel = z.infer<typeof channelSchema>;

export const localeSchema = z.enum(LOCALES);

/**
 * How far a delivery is. `unknown`: it was handed over and no answer came, so it may have arrived; nobody but a person
 * sends it again.
 */
export const BRIEF_DELIVERY_STATUSES = [
  'waiting',
  'sending',
  'delivered',
  'failed',
  'unknown',
] as const;
export const briefDeliveryStatusSchema = z.enum(BRIEF_DELIVERY_STATUSES);

/** Why an attempt failed; `detail` is what the other side said, an HTTP status or the system's code. */
export const BRIEF_FAILURES = [
  /** For good, by the mail server. */
  'refused',
  /** For now, by the mail server. */
  'deferred',
  'status',
  'redirect',
  'timeout',
  'unreachable',
  'address',
  /** No mail server is set. */
  'no-server',
  /** Handed over without an answer. */
  'unanswered',
  /** The brief cannot be made. */
  'brief',
] as const;
export const briefFailureSchema = z.object({ kind: z.enum(BRIEF_FAILURES), detail: z.string() });
export type BriefFailure = z.infer<typeof briefFailureSchema>;

const mailServerShape = {
  host: z.string().trim().min(1).max(253),
  port: z.int().min(1).max(65_535),
  /** TLS from the first byte; otherwise STARTTLS when the server offers it. */
  secure: z.boolean(),
  user: z.string().trim().min(1).max(320).nullable(),
  /** Address, or a name and an address in angle brackets. */
  from: z.string().trim().min(3).max(320),
};
/** The password is never told. */
export const mailServerSchema = z.object({ ...mailServerShape, hasPassword: z.boolean() });
export type MailServerView = z.infer<typeof mailServerSchema>;

export const newMailServerSchema = z.object({
  ...mailServerShape,
  /** Left out: the stored one stays. */
  password: z.string().max(1000).optional(),
});
export type NewMailServer = z.infer<typeof newMailServerSchema>;

export const newRecipientSchema = z.object({
  dataset: z.uuid(),
  channel: channelSchema,
  /** E-mail address, or the address of an incoming webhook. */
  address: z.string().trim().min(3).max(2000),
  locale: localeSchema,
});
export type NewRecipient = z.infer<typeof newRecipientSchema>;

export const recipientSchema = z.object({
  id: z.uuid(),
  channel: channelSchema,
  /** An incoming webhook's address is a secret: only its host and its end are told. */
  address: z.string(),
  locale: localeSchema,
  createdAt: z.iso.datetime(),
  createdBy: z.string(),
});
export type RecipientView = z.infer<typeof recipientSchema>;

export const briefDeliverySchema = z.object({
  id: z.uuid(),
  weekId: z.uuid(),
  asOf: z.iso.date(),
  channel: channelSchema,
  recipient: z.string(),
  locale: localeSchema,
  isTest: z.boolean(),
  status: briefDeliveryStatusSchema,
  attempts: z.int(),
  /** When it is tried next; null unless it waits. */
  nextAt: z.iso.datetime().nullable(),
  failure: briefFailureSchema.nullable(),
  createdAt: z.iso.datetime(),
  deliveredAt: z.iso.datetime().nullable(),
});
export type BriefDeliveryView = z.infer<typeof briefDeliverySchema>;

export const deliveriesQuerySchema = z.object({ dataset: z.uuid() });
export const deliverySettingsSchema = z.object({
  mailServer: mailServerSchema.nullable(),
  recipients: z.array(recipientSchema),
  /** The newest first, cut off; `total` counts all. */
  deliveries: z.array(briefDeliverySchema),
  total: z.int(),
});
export type DeliverySettings = z.infer<typeof deliverySettingsSchema>;

/** Longest and shortest life of a link. */
export const SHARE_MINUTES = { least: 1, most: 366 * 24 * 60, usual: 14 * 24 * 60 } as const;

export const sharesQuerySchema = z.object({ week: z.uuid() });
export const newShareSchema = z.object({
  week: z.uuid(),
  minutes: z.int().min(SHARE_MINUTES.least).max(SHARE_MINUTES.most).default(SHARE_MINUTES.usual),
});

export const shareSchema = z.object({
  id: z.uuid(),
  weekId: z.uuid(),
  createdAt: z.iso.datetime(),
  createdBy: z.string(),
  expiresAt: z.iso.datetime(),
  revokedAt: z.iso.datetime().nullable(),
  /** Still opens. */
  isOpen: z.boolean(),
});
export type ShareView = z.infer<typeof shareSchema>;

export const shareListSchema = z.object({ shares: z.array(shareSchema) });
/** The only answer that holds the token; the link is `/brief/<token>`. */
export const newShareAnswerSchema = z.object({ share: shareSchema, token: z.string() });
export type NewShareAnswer = z.infer<typeof newShareAnswerSchema>;
