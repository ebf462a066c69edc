/** Numbers and times in the reader's language. A day (`2023-03-28`) is a calendar day and never shifts with a time zone. */
export interface Formats {
  integer(value: number): string;
  /** At most one decimal, e.g. means. */
  decimal(value: number): string;
  percent(share: number): string;
  /** With sign, for changes. */
  signedPercent(share: number): string;
  signed(value: number): string;
  bytes(value: number): string;
  day(iso: string): string;
  shortDay(iso: string): string;
  weekday(iso: string): string;
  time(iso: string): string;
  seconds(value: number): string;
}

const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;

export function createFormats(locale: string): Formats {
  const number = (options: Intl.NumberFormatOptions) => new Intl.NumberFormat(locale, options);
  const date = (options: Intl.DateTimeFormatOptions) => {
    const format = new Intl.DateTimeFormat(locale, { timeZone: 'UTC', ...options });
    return (iso: string) => format.format(Date.parse(`${iso.slice(0, 10)}T00:00:00Z`));
  };
  const integer = number({ maximumFractionDigits: 0 });
  const decimal = number({ maximumFractionDigits: 1 });
  const percent = number({ style: 'percent', maximumFractionDigits: 1 });
  const signedPercent = number({
    style: 'percent',
    maximumFractionDigits: 1,
    signDisplay: 'exceptZero',
  });
  const signed = number({ maximumFractionDigits: 0, signDisplay: 'exceptZero' });
  const clock = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });
  return {
    integer: (v) => integer.format(v),
    decimal: (v) => decimal.format(v),
    percent: (v) => percent.format(v),
    signedPercent: (v) => signedPercent.format(v),
    signed: (v) => signed.format(v),
    bytes: (v) => {
      const step = Math.min(UNITS.length - 1, v < 1 ? 0 : Math.floor(Math.log(v) / Math.log(1000)));
      return number({
        style: 'unit',
        unit: UNITS[step],
        unitDisplay: 'short',
        maximumFractionDigits: step > 1 ? 1 : 0,
      }).format(v / 1000 ** step);
    },
    day: date({ dateStyle: 'medium' }),
    shortDay: date({ month: 'numeric', day: 'numeric' }),
    weekday: date({ weekday: 'short' }),
    time: (iso) => clock.format(Date.parse(iso)),
    seconds: (v) =>
      v < 90
        ? number({
            style: 'unit',
            unit: 'second',
            unitDisplay: 'long',
            maximumFractionDigits: 0,
          }).format(Math.ceil(v))
        : number({
            style: 'unit',
            unit: 'minute',
            unitDisplay: 'long',
            maximumFractionDigits: 0,
          }).format(Math.ceil(v / 60)),
  };
}
