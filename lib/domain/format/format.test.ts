import { afterEach, describe, expect, test, vi } from 'vitest';

import { createFormats, createTimeFormat } from './format';

const ko = createFormats('ko');
const en = createFormats('en');
/** ICU sets some signs in narrow spaces. */
const plain = (text: string) => text.replaceAll(/[\u2009\u202f\u00a0]/g, ' ');

afterEach(() => {
  vi.unstubAllEnvs();
});

describe('numbers', () => {
  test.each([
    ['integer', 1234567.6, '1,234,568', '1,234,568'],
    ['integer', -0.2, '0', '0'],
    ['decimal', 13206.38, '13,206.4', '13,206.4'],
    ['decimal', 5, '5', '5'],
    ['decimal', -0.04, '0', '0'],
    ['score', 0.93901, '0.939', '0.939'],
    ['score', -0.0001, '0.000', '0.000'],
    ['signedScore', 0.0021, '+0.002', '+0.002'],
    ['signedScore', -0.12, '-0.120', '-0.120'],
    ['compact', 45_200, '4.5만', '45.2K'],
    ['compact', 9000, '9천', '9K'],
    ['compact', 310_000_000, '3.1억', '310M'],
    ['percent', 0.3572, '35.7%', '35.7%'],
    ['signedPercent', 0.0734, '+7.3%', '+7.3%'],
    ['signedPercent', -0.0734, '-7.3%', '-7.3%'],
    ['signedPercent', 0, '0%', '0%'],
    ['signed', 1200, '+1,200', '+1,200'],
    ['signed', -3, '-3', '-3'],
  ] as const)('%s of %s', (name, value, korean, english) => {
    expect(ko[name](value)).toBe(korean);
    expect(en[name](value)).toBe(english);
  });

  test.each([
    [0, '0 byte'],
    [999, '999 byte'],
    [1000, '1 kB'],
    [1_250_000, '1.3 MB'],
    [2_000_000_000, '2 GB'],
    [5e15, '5,000 TB'],
  ])('%s bytes', (value, text) => {
    expect(en.bytes(value)).toBe(text);
  });

  test.each([
    [0.2, '1초', '1 second'],
    [89, '89초', '89 seconds'],
    [90, '2분', '2 minutes'],
    [5399, '90분', '90 minutes'],
    [5400, '2시간', '2 hours'],
  ])('%s seconds', (value, korean, english) => {
    expect(ko.seconds(value)).toBe(korean);
    expect(en.seconds(value)).toBe(english);
  });
});

describe('days', () => {
  test.each([
    ['day', '2023. 3. 28.', 'Mar 28, 2023'],
    ['longDay', '2023년 3월 28일 (화)', 'Tue, Mar 28, 2023'],
    ['shortDay', '3. 28.', '3/28'],
    ['month', '3월', 'Mar'],
    ['weekday', '화', 'Tue'],
  ] as const)('%s', (name, korean, english) => {
    expect(ko[name]('2023-03-28')).toBe(korean);
    expect(en[name]('2023-03-28')).toBe(english);
  });

  test('a range names what its ends share once', () => {
    expect(ko.dayRange('2022-11-10', '2023-03-28')).toBe('2022. 11. 10. ~ 2023. 3. 28.');
    expect(en.dayRange('2023-01-01', '2023-01-31')).toBe('Jan 1 – 31, 2023');
    expect(en.dayRange('2023-01-01', '2023-01-01')).toBe('Jan 1, 2023');
  });

  test.each([
    ['Asia/Seoul', 'Jan 2, 2023, 5:00 AM'],
    ['UTC', 'Jan 1, 2023, 8:00 PM'],
    ['Pacific/Pago_Pago', 'Jan 1, 2023, 9:00 AM'],
  ])('an instant is that of a time zone: %s', (zone, expected) => {
    expect(plain(createTimeFormat('en', zone)('2023-01-01T20:00:00.000Z'))).toBe(expected);
  });

  test.each(['Pacific/Kiritimati', 'Pacific/Pago_Pago'])(
    'a day is the same day in every time zone: %s',
    (zone) => {
      vi.stubEnv('TZ', zone);
      expect(createFormats('en').day('2023-01-01')).toBe('Jan 1, 2023');
    },
  );
});
