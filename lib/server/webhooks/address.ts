import { BlockList, isIP } from 'node:net';
import { AppError } from '@/lib/server/errors';

/**
 * Addresses that hold the credentials of a cloud machine, or reach only the wire it hangs on. Everything else of a
 * company's own network is allowed: that is where a CRM of its own stands.
 */
const refused = new BlockList();
refused.addSubnet('169.254.0.0', 16, 'ipv4');
refused.addSubnet('fe80::', 10, 'ipv6');
// The same behind a translator (RFC 6052), and what Amazon and Alibaba use besides.
refused.addSubnet('64:ff9b::a9fe:0', 112, 'ipv6');
refused.addAddress('fd00:ec2::254', 'ipv6');
refused.addAddress('100.100.100.200', 'ipv4');

/** Whether nothing is sent to an address. A name must be looked up first. @param address IPv4 or IPv6 */
export const isRefusedAddress = (address: string): boolean =>
  refused.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');

const problem = (reason: string, message: string) =>
  new AppError('webhook_url', message, { field: 'url', reason });

/**
 * The address that a webhook is to be sent to. Names are looked up when something is sent, for they may change.
 * @throws AppError `webhook_url` whose reason is `form`, `scheme`, `credentials` or `address`
 */
export function checkAddress(text: string): URL {
  if (!URL.canParse(text)) throw problem('form', `url: "${text}" is not an address.`);
  const url = new URL(text);
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    throw problem('scheme', `url: only http and https are sent to, not ${url.protocol}`);
  if (url.username !== '' || url.password !== '')
    throw problem('credentials', 'url: the address must not hold a user name or password.');
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (isIP(host) !== 0 && isRefusedAddress(host))
    throw problem('address', `url: nothing is sent to ${host}, an address of this machine's host.`);
  return url;
}
