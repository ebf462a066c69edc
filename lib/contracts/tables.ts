import { z } from 'zod';

/** The three input tables (method §2) and what each field means. */
export const TABLES = ['events', 'stickers', 'celebs'] as const;
export const tableSchema = z.enum(TABLES);
export type TableName = z.infer<typeof tableSchema>;

export const FIELD_KINDS = ['timestamp', 'date', 'id', 'text', 'number'] as const;
export type FieldKind = (typeof FIELD_KINDS)[number];

export interface FieldSpec {
  readonly name: string;
  readonly kind: FieldKind;
  readonly required: boolean;
}

/** Fields in storage order. Everything else a file holds is kept as an extra column (celebs: as an attribute). */
export const TABLE_FIELDS = {
  events: [
    { name: 'ts', kind: 'timestamp', required: true },
    { name: 'actor_id', kind: 'id', required: true },
    { name: 'room_id', kind: 'id', required: true },
    { name: 'event', kind: 'text', required: true },
  ],
  stickers: [
    { name: 'ts', kind: 'timestamp', required: true },
    { name: 'from_id', kind: 'id', required: true },
    { name: 'celeb_id', kind: 'id', required: true },
    { name: 'quantity', kind: 'number', required: false },
    { name: 'amount', kind: 'number', required: false },
    { name: 'sticker', kind: 'text', required: false },
  ],
  celebs: [
    { name: 'celeb_id', kind: 'id', required: true },
    { name: 'name', kind: 'text', required: false },
    { name: 'joined_on', kind: 'date', required: false },
  ],
} as const satisfies Record<TableName, readonly FieldSpec[]>;

/** Where one field comes from: a column of the file (two fields may share one) or one fixed value for every row. */
export const fieldSourceSchema = z.union([
  z.object({ column: z.string().min(1) }).strict(),
  z.object({ constant: z.string().min(1) }).strict(),
]);
export type FieldSource = z.infer<typeof fieldSourceSchema>;

/** field name -> source; a field that is left out is not imported. */
export const mappingSchema = z.record(z.string(), fieldSourceSchema);
export type Mapping = z.infer<typeof mappingSchema>;

export const FILE_FORMATS = ['csv', 'tsv', 'jsonl', 'parquet'] as const;
export const COMPRESSIONS = ['none', 'gzip', 'zstd'] as const;
export const ENCODINGS = ['utf-8', 'utf-16le', 'utf-16be', 'euc-kr'] as const;

/** Why a row is set aside; the report counts each, the quarantine file names one per row. */
export const REJECT_REASONS = [
  'malformed_row',
  'missing_value',
  'bad_timestamp',
  'bad_date',
  'bad_number',
  'not_positive',
  'negative_amount',
  'truncated_last_line',
  'duplicate',
  'duplicate_celeb',
] as const;
export const rejectReasonSchema = z.enum(REJECT_REASONS);
export type RejectReason = z.infer<typeof rejectReasonSchema>;
