import { type ErrorCode, type ErrorDetails, errorStatus } from '@/lib/contracts/errors';

/**
 * An error whose cause is known and whose text may be shown to a person.
 *
 * `code` selects the translated sentence (`errors.<code>` in `messages/`), `details` are its
 * parameters, and `message` is the complete English sentence for the command line and logs.
 */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly details: ErrorDetails;

  constructor(
    code: ErrorCode,
    message: string,
    details: ErrorDetails = {},
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'AppError';
    this.code = code;
    this.details = details;
  }

  /** HTTP status that a route answers with. */
  get status(): number {
    return errorStatus[this.code];
  }
}

/** What may be stored or shown of any thrown value; unknown errors keep a line of their message, never their stack. */
export function describeError(error: unknown): {
  code: ErrorCode;
  message: string;
  details: ErrorDetails;
} {
  if (error instanceof AppError) {
    return { code: error.code, message: error.message, details: error.details };
  }
  const message = safeText(error);
  return { code: 'internal', message, details: { reason: message } };
}

const LONGEST_TEXT = 500;

/** The last line says what went wrong; Prisma puts the calling code and its path before it. Passwords are masked. */
function safeText(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  const lines = text.split('\n').map((line) => line.trim());
  const last = lines.filter((line) => line !== '').at(-1) ?? 'Unknown error.';
  return last.replaceAll(/:\/\/[^@\s/]*@/g, '://***@').slice(0, LONGEST_TEXT);
}
