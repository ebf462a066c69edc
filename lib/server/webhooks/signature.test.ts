import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { WEBHOOK_EVENTS } from '@/lib/contracts/webhooks';
import { RETRY_SECONDS } from '@/lib/domain/webhooks/retry-schedule';
import { newSecret, sign } from './signature';

/** The vector that the specification's libraries are tested with. */
const VECTOR = {
  secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
  id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
  timestamp: 1_614_265_330,
  body: '{"test": 2432232314}',
  signature: 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
};

type Verify = (secret: string, headers: Record<string, string>, body: string, now: number) => void;

let documentation: string;
let verify: Verify;

beforeAll(async () => {
  documentation = await readFile(
    path.resolve(import.meta.dirname, '../../../docs/webhooks.md'),
    'utf8',
  );
  // What receivers are told to copy is run as it stands there.
  const [, code = ''] = documentation.match(/```js\n(.+?)```/s) ?? [];
  ({ verify } = await import(
    /* @vite-ignore */ `data:text/javascript,${encodeURIComponent(code)}`
  ));
});

const headersOf = ({ id, timestamp, signature } = VECTOR) => ({
  'webhook-id': id,
  'webhook-timestamp': String(timestamp),
  'webhook-signature': signature,
});

test('signs the vector of the specification', () => {
  const { secret, id, timestamp, body, signature } = VECTOR;
  expect(sign(secret, id, timestamp, body)).toBe(signature);
});

test('a new secret is 24 random bytes', () => {
  const secret = newSecret();
  expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{32}$/);
  expect(newSecret()).not.toBe(secret);
});

describe('the documented check', () => {
  const { secret, body, timestamp } = VECTOR;

  test('takes the vector of the specification, up to five minutes away', () => {
    for (const seconds of [-300, 0, 300])
      expect(() => verify(secret, headersOf(), body, timestamp + seconds)).not.toThrow();
  });

  test('takes one of several signatures', () => {
    const signature = `v1,AAAA v2,BBBB ${VECTOR.signature}`;
    expect(() =>
      verify(secret, headersOf({ ...VECTOR, signature }), body, timestamp),
    ).not.toThrow();
  });

  test.each([-301, 301])('refuses a message %s seconds away', (seconds) => {
    expect(() => verify(secret, headersOf(), body, timestamp + seconds)).toThrow(
      'too old or too new',
    );
  });

  test('refuses another timestamp, id, body, secret, and a timestamp that is none', () => {
    const wrong = 'wrong signature';
    const later = headersOf({ ...VECTOR, timestamp: timestamp + 1 });
    expect(() => verify(secret, later, body, timestamp)).toThrow(wrong);
    expect(() => verify(secret, headersOf({ ...VECTOR, id: 'msg' }), body, timestamp)).toThrow(
      wrong,
    );
    expect(() => verify(secret, headersOf(), `${body} `, timestamp)).toThrow(wrong);
    expect(() => verify(newSecret(), headersOf(), body, timestamp)).toThrow(wrong);
    const none = { ...headersOf(), 'webhook-timestamp': 'soon' };
    expect(() => verify(secret, none, body, timestamp)).toThrow('too old or too new');
  });
});

test('the documentation has an example of every event', () => {
  const examples = [...documentation.matchAll(/```json\n(.+?)```/gs)].map(
    ([, text = '']) => JSON.parse(text) as { type: string; data: object },
  );
  expect(examples.map(({ type }) => type)).toEqual([...WEBHOOK_EVENTS]);
  for (const { data } of examples)
    expect(Object.keys(data)).toEqual(expect.arrayContaining(['datasetId', 'celebIds', 'by']));
});

test('the documentation names the pauses between attempts', () => {
  const [, row = ''] = documentation.match(/^\| next one in\s+\|(.+)\|$/m) ?? [];
  const units: Record<string, number> = { s: 1, min: 60, h: 3600 };
  const pauses = row.split('|').map((cell) => {
    const [amount, unit = ''] = cell.trim().split(' ');
    return Number(amount) * (units[unit] ?? Number.NaN);
  });
  expect(pauses).toEqual([...RETRY_SECONDS, Number.NaN]);
});
