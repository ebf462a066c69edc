import { type ExplainPayload, explainPayloadSchema } from '@/lib/contracts/explain-job';
import { addDays } from '@/lib/domain/series/period';

/** Numbers of the form and where they must lie; within the contract's limits. */
export const EXPLAIN_NUMBERS = {
  vifLimit: { min: 1, max: 1_000_000, whole: false, step: 1 },
  alpha: { min: 0.0001, max: 0.9999, whole: false, step: 0.01 },
  trials: { min: 1, max: 1000, whole: true, step: 10 },
  samples: { min: 1, max: 5000, whole: true, step: 50 },
  seed: { min: 0, max: 2 ** 32 - 1, whole: true, step: 1 },
} as const;
export type ExplainNumber = keyof typeof EXPLAIN_NUMBERS;
export const EXPLAIN_NUMBER_NAMES = Object.keys(EXPLAIN_NUMBERS) as ExplainNumber[];

export interface ExplainForm {
  readonly asOf: string;
  /** As typed; an empty field is text. */
  readonly numbers: Readonly<Record<ExplainNumber, number | string>>;
}

/** A version, as far as the days that can be explained depend on it. */
interface Days {
  readonly firstDay: string;
  readonly lastDay: string;
  readonly windows: { readonly observeDays: number };
}

/** Days that can be explained: the first has a whole observed week before it, the last follows the data. */
export const explainableDays = ({ firstDay, lastDay, windows }: Days) => ({
  first: addDays(firstDay, windows.observeDays),
  last: addDays(lastDay, 1),
});

export function initialExplainForm(version: Days): ExplainForm {
  const { vifLimit, alpha, trials, samples, seed } = explainPayloadSchema
    .omit({ versionId: true })
    .parse({});
  return {
    asOf: explainableDays(version).last,
    numbers: { vifLimit, alpha, trials, samples, seed },
  };
}

export function isExplainNumberValid(name: ExplainNumber, value: number | string): boolean {
  const { min, max, whole } = EXPLAIN_NUMBERS[name];
  return (
    typeof value === 'number' && value >= min && value <= max && (!whole || Number.isInteger(value))
  );
}

export function isDayValid(asOf: string, version: Days): boolean {
  const { first, last } = explainableDays(version);
  return asOf >= first && asOf <= last;
}

/** What to send, or undefined while a field is not as it must be. The last day is the job's own choice. */
export function explainPayloadOf(
  { asOf, numbers }: ExplainForm,
  version: Days & { readonly id: string },
): ExplainPayload | undefined {
  const valid =
    isDayValid(asOf, version) &&
    EXPLAIN_NUMBER_NAMES.every((name) => isExplainNumberValid(name, numbers[name]));
  if (!valid) return undefined;
  const day = asOf === explainableDays(version).last ? {} : { asOf };
  return explainPayloadSchema.safeParse({ versionId: version.id, ...day, ...numbers }).data;
}
