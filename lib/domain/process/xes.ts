/**
 * Event logs as XES 1.0 (IEEE Std 1849-2016): https://xes-standard.org. Text pieces, so that a log of any size can be
 * written as a stream: header, then each trace's events between `traceStart` and `TRACE_END`, then `XES_FOOTER`.
 */
export const XES_HEADER = `<?xml version="1.0" encoding="UTF-8"?>
<log xes.version="1.0" xes.features="" xmlns="http://www.xes-standard.org/">
  <extension name="Concept" prefix="concept" uri="http://www.xes-standard.org/concept.xesext"/>
  <extension name="Time" prefix="time" uri="http://www.xes-standard.org/time.xesext"/>
  <extension name="Organizational" prefix="org" uri="http://www.xes-standard.org/org.xesext"/>
  <global scope="trace">
    <string key="concept:name" value=""/>
  </global>
  <global scope="event">
    <string key="concept:name" value=""/>
    <date key="time:timestamp" value="1970-01-01T00:00:00.000+00:00"/>
    <string key="org:resource" value=""/>
    <string key="room" value=""/>
  </global>
  <classifier name="Activity" keys="concept:name"/>
`;
export const XES_FOOTER = '</log>\n';
export const TRACE_END = '  </trace>\n';

const ESCAPES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
};

// Control characters and halves of surrogate pairs have no place in XML 1.0, not even escaped.
const SPECIAL =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: exactly these must not reach the file
  /[&<>"\u0000-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** Text as the value of an XML attribute; what XML cannot hold becomes U+FFFD. */
export const xmlText = (text: string): string =>
  text.replace(SPECIAL, (c) => ESCAPES[c] ?? '\ufffd');

export const traceStart = (caseId: string): string =>
  `  <trace>\n    <string key="concept:name" value="${xmlText(caseId)}"/>\n`;

/**
 * @param event name, resource and room are escaped here
 * @param time ISO 8601 with offset
 */
export const xesEvent = (event: string, time: string, actor: string, room: string): string =>
  `    <event>
      <string key="concept:name" value="${xmlText(event)}"/>
      <date key="time:timestamp" value="${time}"/>
      <string key="org:resource" value="${xmlText(actor)}"/>
      <string key="room" value="${xmlText(room)}"/>
    </event>
`;

/**
 * Writes instants with the offset that a time zone had then: `2022-11-10T09:00:00.000+09:00`.
 * Offsets change on quarter hours only, so each quarter hour is looked up once.
 * @param timeZone IANA name
 * @throws RangeError for an unknown time zone or an instant outside the calendar
 */
export function offsetFormatter(timeZone: string): (epochMs: number) => string {
  const format = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' });
  const offsets = new Map<number, number>();
  return (epochMs) => {
    const quarter = Math.floor(epochMs / 900_000);
    let minutes = offsets.get(quarter);
    if (minutes === undefined) {
      minutes = offsetMinutes(format, epochMs);
      offsets.set(quarter, minutes);
    }
    const local = new Date(epochMs + minutes * 60_000).toISOString().slice(0, -1);
    const size = Math.abs(minutes);
    const two = (n: number) => String(n).padStart(2, '0');
    return `${local}${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`;
  };
}

function offsetMinutes(format: Intl.DateTimeFormat, epochMs: number): number {
  const name = format.formatToParts(epochMs).find((p) => p.type === 'timeZoneName')?.value ?? 'GMT';
  const match = /^GMT(?:([+-])(\d\d):(\d\d))?/.exec(name);
  const minutes = Number(match?.[2] ?? 0) * 60 + Number(match?.[3] ?? 0);
  return match?.[1] === '-' ? -minutes : minutes;
}
