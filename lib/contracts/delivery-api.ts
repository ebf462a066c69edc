import { z } from 'zod';
import {
  briefDeliverySchema,
  deliveriesQuerySchema,
  deliverySettingsSchema,
  mailServerSchema,
  newMailServerSchema,
  newRecipientSchema,
  newShareAnswerSchema,
  newShareSchema,
  recipientSchema,
  shareListSchema,
  shareSchema,
  sharesQuerySchema,
} from './delivery';
import type { Endpoint } from './endpoint';
import {
  newScheduleSchema,
  scheduleAnswerSchema,
  scheduleSchema,
  schedulesQuerySchema,
} from './schedule';

export const DELIVERY_ENDPOINTS: readonly Endpoint[] = [
  {
    method: 'get',
    path: '/schedules',
    summary: 'When the weekly run of a dataset is due, and its last runs.',
    query: schedulesQuerySchema,
    response: scheduleAnswerSchema,
  },
  {
    method: 'post',
    path: '/schedules',
    summary: 'Sets when the weekly run of a dataset is due.',
    body: newScheduleSchema,
    response: scheduleSchema,
  },
  {
    method: 'get',
    path: '/deliveries',
    summary: 'Mail server, recipients and the newest 100 deliveries of briefs of a dataset.',
    query: deliveriesQuerySchema,
    response: deliverySettingsSchema,
  },
  {
    method: 'post',
    path: '/deliveries/server',
    summary: 'Sets the mail server; its password is never told.',
    body: newMailServerSchema,
    response: mailServerSchema,
  },
  {
    method: 'post',
    path: '/deliveries/recipients',
    summary: 'Adds a recipient of the briefs of a dataset.',
    body: newRecipientSchema,
    response: recipientSchema,
  },
  {
    method: 'delete',
    path: '/deliveries/recipients/{id}',
    summary: 'Takes a recipient away; what was sent stays in the log.',
    response: z.object({}),
  },
  {
    method: 'post',
    path: '/deliveries/test',
    summary: 'Sends the newest brief, marked as a test, to one address.',
    body: newRecipientSchema,
    response: briefDeliverySchema,
  },
  {
    method: 'post',
    path: '/deliveries/{id}/resend',
    summary: 'Sends a delivery that failed, or whose outcome is unknown, again.',
    response: briefDeliverySchema,
  },
  {
    method: 'get',
    path: '/shares',
    summary: 'Links that show a week without an account.',
    query: sharesQuerySchema,
    response: shareListSchema,
  },
  {
    method: 'post',
    path: '/shares',
    summary: 'Makes a link that shows a week without an account; only this answer holds its token.',
    body: newShareSchema,
    response: newShareAnswerSchema,
  },
  {
    method: 'post',
    path: '/shares/{id}/revoke',
    summary: 'Ends a link before its time.',
    response: shareSchema,
  },
];
