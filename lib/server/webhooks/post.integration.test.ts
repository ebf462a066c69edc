import type { LookupAddress } from 'node:dns';
import { afterEach, expect, test } from 'vitest';
import { type Receiver, startReceiver } from '@/lib/server/testing/receiver';
import { checkedLookup, postOnce } from './post';

const open: Receiver[] = [];
const receiver = async (...args: Parameters<typeof startReceiver>) => {
  const started = await startReceiver(...args);
  open.push(started);
  return started;
};
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

const post = (url: string, timeoutMs = 5000) =>
  postOnce(new URL(url), { 'webhook-id': 'a' }, '{"이름":"아라"}', timeoutMs);

test('posts the body as it is', async () => {
  const { url, received } = await receiver();
  expect(await post(url)).toEqual({ kind: 'delivered' });
  expect(received).toMatchObject([
    {
      method: 'POST',
      path: '/hooks?team=1',
      headers: { 'webhook-id': 'a', 'content-length': '19' },
      body: '{"이름":"아라"}',
    },
  ]);
});

test.each([
  [200, { kind: 'delivered' }],
  [299, { kind: 'delivered' }],
  [300, { kind: 'failed', failure: { kind: 'redirect', detail: '300' } }],
  [401, { kind: 'failed', failure: { kind: 'status', detail: '401' } }],
  [410, { kind: 'gone', failure: { kind: 'status', detail: '410' } }],
  [503, { kind: 'failed', failure: { kind: 'status', detail: '503' } }],
])('%s', async (status, result) => {
  const { url } = await receiver(() => status);
  expect(await post(url)).toEqual(result);
});

test('follows no redirect', async () => {
  const elsewhere = await receiver();
  const { url } = await receiver(() => ({ status: 307, headers: { location: elsewhere.url } }));
  expect(await post(url)).toEqual({
    kind: 'failed',
    failure: { kind: 'redirect', detail: '307' },
  });
  expect(elsewhere.received).toEqual([]);
});

test('waits for an answer only so long', async () => {
  const { url, received } = await receiver(() => 'silence');
  expect(await post(url, 150)).toEqual({
    kind: 'failed',
    failure: { kind: 'timeout', detail: '' },
  });
  expect(received).toHaveLength(1);
});

test('says why nobody was reached', async () => {
  const { url, close } = await startReceiver();
  await close();
  expect(await post(url)).toEqual({
    kind: 'failed',
    failure: { kind: 'unreachable', detail: 'ECONNREFUSED' },
  });
  expect(await post('https://crm.invalid/')).toMatchObject({
    failure: { kind: 'unreachable', detail: expect.stringMatching(/^(ENOTFOUND|EAI_AGAIN)$/) },
  });
});

test('does not connect to refused addresses', async () => {
  expect(await post('http://169.254.169.254/latest')).toEqual({
    kind: 'failed',
    failure: { kind: 'address', detail: '169.254.169.254' },
  });
});

test('a name that leads to a refused address is refused, whatever else it leads to', async () => {
  const answers = (addresses: LookupAddress[], all: boolean) =>
    new Promise((resolve) => {
      const lookUp = checkedLookup((_name, _options, done) => done(null, addresses));
      lookUp('crm', { all }, (error, address, family) => resolve([error?.code, address, family]));
    });
  const [good, bad] = [
    { address: '10.0.0.7', family: 4 },
    { address: '169.254.169.254', family: 4 },
  ];
  expect(await answers([good], false)).toEqual([undefined, '10.0.0.7', 4]);
  expect(await answers([good], true)).toEqual([undefined, [good], undefined]);
  expect(await answers([good, bad], true)).toEqual(['ERR_ADDRESS_REFUSED', '', 0]);
  expect(await answers([bad], false)).toEqual(['ERR_ADDRESS_REFUSED', '', 0]);
});
