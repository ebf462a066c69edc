import { z } from 'zod';

/**
 * Every error a person can meet. `messages/<locale>/errors.json` holds one sentence for each code;
 * a test proves that none is missing.
 */
export const errorStatus = {
  // general
  bad_request: 400,
  unauthorised: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  too_large: 413,
  internal: 500,
  unavailable: 503,
  cancelled: 409,
  disk_full: 507,
  // files and columns
  file_missing: 400,
  file_is_directory: 400,
  file_empty: 400,
  file_header_only: 400,
  file_not_a_table: 400,
  file_encoding: 400,
  file_nul_bytes: 400,
  file_line_too_long: 400,
  file_truncated: 400,
  file_corrupt: 400,
  file_expands_too_much: 400,
  file_single_column: 400,
  file_unclosed_quote: 400,
  file_duplicate_header: 400,
  file_format_unsupported: 400,
  mapping_incomplete: 400,
  mapping_unknown_column: 400,
  mapping_column_empty: 400,
  mapping_wrong_type: 400,
  no_valid_rows: 400,
  no_target_celebs: 400,
  period_too_long: 400,
  time_zone_unknown: 400,
  nothing_new: 409,
  // models
  windows_too_few: 400,
  features_missing: 400,
  target_one_class: 400,
  training_data: 400,
  training_diverged: 400,
  model_files_missing: 500,
  windows_differ: 400,
  explanation_files_missing: 500,
  feature_set_empty: 400,
  celeb_unknown: 404,
  anchor_outside_data: 404,
  celeb_not_eligible: 404,
  celeb_not_attributed: 404,
  attribution_group_empty: 404,
  attributions_none: 404,
  no_champion: 409,
  nothing_to_score: 400,
  // work
  celebs_held_out: 409,
  action_kept: 409,
  trials_failed: 400,
  policy_name_taken: 409,
  // rounds
  round_celebs_taken: 409,
  round_name_taken: 409,
  round_week_over: 409,
  round_too_few: 400,
  // webhooks
  webhook_url: 400,
  webhook_ended: 409,
  // schedule and delivery
  folder_unusable: 400,
  mail_server_missing: 409,
  recipient_known: 409,
  recipient_address: 400,
  week_missing: 409,
  // state
  web_port_in_use: 503,
  database_port_in_use: 503,
  database_unreachable: 503,
  database_locked: 503,
  database_start_failed: 503,
  database_root_unreachable: 503,
  not_loopback: 403,
} as const;

export type ErrorCode = keyof typeof errorStatus;
export const ERROR_CODES = Object.keys(errorStatus) as [ErrorCode, ...ErrorCode[]];

export const errorDetailsSchema = z.record(
  z.string(),
  z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.string())]),
);
/** Parameters of the sentence: `file`, `line`, `column`, `field`, `reason`, `hint`, counts. */
export type ErrorDetails = z.infer<typeof errorDetailsSchema>;

export const errorBodySchema = z.object({
  error: z.object({
    code: z.enum(ERROR_CODES),
    message: z.string(),
    details: errorDetailsSchema,
  }),
});
export type ErrorBody = z.infer<typeof errorBodySchema>;
