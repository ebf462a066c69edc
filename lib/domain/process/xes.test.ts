import { describe, expect, it } from 'vitest';
import { offsetFormatter, xmlText } from './xes';

describe('xmlText', () => {
  it('escapes what an attribute cannot hold and replaces what XML cannot', () => {
    expect(xmlText(`a&b<c>"d"'\t\n\r`)).toBe("a&amp;b&lt;c&gt;&quot;d&quot;'&#9;&#10;&#13;");
    expect(xmlText('땡큐 😀 \u0000\u001b\ufffe\ud800 \udc00x')).toBe(
      '땡큐 😀 \ufffd\ufffd\ufffd\ufffd \ufffdx',
    );
  });
});

describe('offsetFormatter', () => {
  it.each([
    ['Asia/Seoul', '2022-11-10T00:00:00Z', '2022-11-10T09:00:00.000+09:00'],
    ['UTC', '2022-11-10T00:00:00.250Z', '2022-11-10T00:00:00.250+00:00'],
    ['America/New_York', '2022-11-06T05:59:59Z', '2022-11-06T01:59:59.000-04:00'],
    ['America/New_York', '2022-11-06T06:00:00Z', '2022-11-06T01:00:00.000-05:00'],
    ['Asia/Kathmandu', '1969-12-31T23:59:59.999Z', '1970-01-01T05:29:59.999+05:30'],
    ['Asia/Kathmandu', '2022-11-10T00:00:00Z', '2022-11-10T05:45:00.000+05:45'],
  ])('%s at %s', (timeZone, utc, expected) => {
    expect(offsetFormatter(timeZone)(Date.parse(utc))).toBe(expected);
  });

  it('remembers a quarter hour, not more', () => {
    const format = offsetFormatter('America/New_York');
    expect(format(Date.parse('2023-03-12T06:59:59Z'))).toBe('2023-03-12T01:59:59.000-05:00');
    expect(format(Date.parse('2023-03-12T07:00:00Z'))).toBe('2023-03-12T03:00:00.000-04:00');
    expect(() => offsetFormatter('Moon/Base')).toThrow(RangeError);
  });
});
