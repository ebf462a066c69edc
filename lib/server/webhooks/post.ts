import { type LookupAddress, type LookupOptions, lookup } from 'node:dns';
import http from 'node:http';
import https from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import type { DeliveryFailure } from '@/lib/contracts/webhooks';
import { isRefusedAddress } from './address';

/** Of a name that resolves to an address nothing is sent to. */
const REFUSED = 'ERR_ADDRESS_REFUSED';

/** What came of an attempt. `gone`: the receiver wants no more of it (410). */
export type PostResult =
  | { readonly kind: 'delivered' }
  | { readonly kind: 'gone'; readonly failure: DeliveryFailure }
  | { readonly kind: 'failed'; readonly failure: DeliveryFailure };

const failed = (kind: DeliveryFailure['kind'], detail = ''): PostResult => ({
  kind: 'failed',
  failure: { kind, detail },
});

type LookUp = (
  name: string,
  options: LookupOptions & { readonly all: true },
  done: (error: NodeJS.ErrnoException | null, found: LookupAddress[]) => void,
) => void;

/** Looks a name up for the connection itself, so that what is checked is what is connected to. */
export const checkedLookup =
  (lookUp: LookUp = lookup): LookupFunction =>
  (name, options, done) => {
    lookUp(name, { ...options, all: true }, (error, found) => {
      if (error) return done(error, '', 0);
      if (found.some(({ address }) => isRefusedAddress(address)))
        return done(Object.assign(new Error(`${name} is refused`), { code: REFUSED }), '', 0);
      if (options.all) return done(null, found);
      const [first] = found;
      done(null, first?.address ?? '', first?.family);
    });
  };

/**
 * Posts JSON once. Redirects are not followed: a signature is meant for the address that was given.
 * @param timeoutMs for all of it, looking up the name included
 */
export async function postOnce(
  url: URL,
  headers: Readonly<Record<string, string>>,
  body: string,
  timeoutMs: number,
): Promise<PostResult> {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (isIP(host) !== 0 && isRefusedAddress(host)) return failed('address', host);
  const signal = AbortSignal.timeout(timeoutMs);
  try {
    return resultOf(await statusOf(url, headers, body, signal));
  } catch (error) {
    if (signal.aborted) return failed('timeout');
    const code = String((error as { code?: unknown }).code ?? 'UNKNOWN');
    return code === REFUSED ? failed('address', host) : failed('unreachable', code);
  }
}

function statusOf(
  url: URL,
  headers: Readonly<Record<string, string>>,
  body: string,
  signal: AbortSignal,
): Promise<number> {
  const { request } = url.protocol === 'https:' ? https : http;
  return new Promise((resolve, reject) => {
    const sent = request(
      url,
      {
        method: 'POST',
        agent: false,
        lookup: checkedLookup(),
        signal,
        headers: { ...headers, 'content-length': String(Buffer.byteLength(body)) },
      },
      (response) => {
        // What it says is of no interest, but a receiver that is cut off may count its own answer as failed.
        response.on('error', () => undefined).resume();
        resolve(response.statusCode ?? 0);
      },
    );
    sent.on('error', reject).end(body);
  });
}

function resultOf(status: number): PostResult {
  if (status >= 200 && status < 300) return { kind: 'delivered' };
  const detail = String(status);
  if (status === 410) return { kind: 'gone', failure: { kind: 'status', detail } };
  return failed(status >= 300 && status < 400 ? 'redirect' : 'status', detail);
}
