/** Numbers and times in the reader's language. A day (`2023-03-28`) is a calendar day and never shifts with a time zone. */
export interface Formats {
  integer(value: number): string;
  /** At most one decimal, e.g. means. */
  decimal(value: number): string;
  /** Always three decimals: metrics of models and probabilities, which are compared digit by digit. */
  score(value: number): string;
  signedScore(value: number): string;
  /** Exactly two decimals, for numbers between 0 and 1. */
  hundredths(value: number): string;
  /** With sign and exactly two decimals: what is added to or taken from log-odds. */
  signedHundredths(value: number): string;
  /** Short, for axes: 4.5만, 45K. */
  compact(value: number): string;
  percent(share: number): string;
  /** With sign, for changes. */
  signedPercent(share: number): string;
  signed(value: number): string;
  /** With sign and at most one decimal. */
  signedDecimal(value: number): string;
  /** Decimal units: 1 kB = 1000 byte. */
  bytes(value: number): string;
  day(iso: string): string;
  /** With weekday. */
  longDay(iso: string): string;
  shortDay(iso: string): string;
  /** Both days, what they share only once. */
  dayRange(from: string, to: string): string;
  month(iso: string): string;
  weekday(iso: string): string;
  longWeekday(iso: string): string;
  /** Rounded up; minutes from 90 seconds on, hours from 90 minutes on. */
  seconds(value: number): string;
}

const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;

const THREE_DECIMALS = { minimumFractionDigits: 3, maximumFractionDigits: 3 };

/** Node.js and browsers put spaces of different widths around the dash; a page must be the same from both. */
const plainSpaces = (text: string) => text.replace(/[\u2009\u202f]/g, ' ');

export function createFormats(locale: string): Formats {
  const number = (options: Intl.NumberFormatOptions) => {
    const format = new Intl.NumberFormat(locale, options);
    // An average of tiny negatives must not read "-0".
    return (value: number) => format.format(value === 0 ? 0 : value);
  };
  const days = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { timeZone: 'UTC', ...options });
  const instant = (iso: string) => Date.parse(`${iso.slice(0, 10)}T00:00:00Z`);
  const date = (options: Intl.DateTimeFormatOptions) => {
    const format = days(options);
    return (iso: string) => format.format(instant(iso));
  };
  const duration = (unit: 'second' | 'minute' | 'hour') =>
    number({ style: 'unit', unit, unitDisplay: 'long', maximumFractionDigits: 0 });
  const [second, minute, hour] = [duration('second'), duration('minute'), duration('hour')];
  const bytes = UNITS.map((unit, step) =>
    number({
      style: 'unit',
      unit,
      unitDisplay: 'short',
      maximumFractionDigits: step > 1 ? 1 : 0,
    }),
  );
  const range = days({ dateStyle: 'medium' });
  return {
    integer: number({ maximumFractionDigits: 0, signDisplay: 'negative' }),
    decimal: number({ maximumFractionDigits: 1, signDisplay: 'negative' }),
    score: number({ ...THREE_DECIMALS, signDisplay: 'negative' }),
    signedScore: number({ ...THREE_DECIMALS, signDisplay: 'exceptZero' }),
    hundredths: number({
      minimumFractionDigits: 2,
      maximumFractionDigits: 2,
      signDisplay: 'negative',
    }),
    signedHundredths: number({
      minimumFractionDigits: 2,
      maximumFractionDigits: 2,
      signDisplay: 'exceptZero',
    }),
    compact: number({ notation: 'compact', maximumFractionDigits: 1, signDisplay: 'negative' }),
    percent: number({ style: 'percent', maximumFractionDigits: 1, signDisplay: 'negative' }),
    signedPercent: number({
      style: 'percent',
      maximumFractionDigits: 1,
      signDisplay: 'exceptZero',
    }),
    signed: number({ maximumFractionDigits: 0, signDisplay: 'exceptZero' }),
    signedDecimal: number({ maximumFractionDigits: 1, signDisplay: 'exceptZero' }),
    bytes: (v) => {
      const step = Math.min(UNITS.length - 1, v < 1 ? 0 : Math.floor(Math.log10(v) / 3));
      return bytes[step]?.(v / 1000 ** step) ?? String(v);
    },
    day: date({ dateStyle: 'medium' }),
    longDay: date({ year: 'numeric', month: 'short', day: 'numeric', weekday: 'short' }),
    shortDay: date({ month: 'numeric', day: 'numeric' }),
    dayRange: (from, to) => plainSpaces(range.formatRange(instant(from), instant(to))),
    month: date({ month: 'short' }),
    weekday: date({ weekday: 'short' }),
    longWeekday: date({ weekday: 'long' }),
    seconds: (v) =>
      v < 90
        ? second(Math.ceil(v))
        : v < 90 * 60
          ? minute(Math.ceil(v / 60))
          : hour(Math.ceil(v / 3600)),
  };
}

/**
 * Date and time of an instant.
 * @param timeZone the reader's own when left out
 */
export function createTimeFormat(locale: string, timeZone?: string): (iso: string) => string {
  const clock = new Intl.DateTimeFormat(locale, {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone,
  });
  return (iso) => clock.format(Date.parse(iso));
}
