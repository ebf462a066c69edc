import { scorePayloadSchema } from './models';

/** The weekly run: scores a day and weeks before it, freezes each week, and grades those whose outcome is known. */
export const briefPayloadSchema = scorePayloadSchema;
