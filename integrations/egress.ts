import { lookup as lookUp } from 'node:dns';
import type { LookupAddress, LookupOptions } from 'node:dns';
import { BlockList } from 'node:net';

type LookupDone = (error: NodeJS.ErrnoException | null, address: string | LookupAddress[], family?: number) => void;

/** The code of a connection that was refused because its address is inside somebody's own network. */
export const privateAddressCode = 'EPRIVATEADDRESS';

/** Addresses that are no public host: loopback, private, link-local and metadata, shared, reserved, multicast (RFC 6890). */
const inside = new BlockList();
for (const [net, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 3],
] as const) {
  inside.addSubnet(net, bits, 'ipv4');
}
for (const [net, bits] of [
  ['::', 127],
  ['64:ff9b:1::', 48],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
] as const) {
  inside.addSubnet(net, bits, 'ipv6');
}

/** Whether an address may be connected to; IPv4 within IPv6 is judged as IPv4. */
export function isPublicAddress(address: string): boolean {
  const family = address.includes(':') ? 'ipv6' : 'ipv4';
  return !inside.check(address, family);
}

/**
 * Looks a host up for a connection and refuses it where any of its addresses is inside a network of its own: a name that
 * is ours to call may not be made to point at what stands beside us.
 */
export function lookupPublic(host: string, options: LookupOptions, done: LookupDone): void {
  lookUp(host, { ...options, all: true }, (error, addresses) => {
    if (error !== null) {
      done(error, '');
      return;
    }
    const [first] = addresses;
    if (first === undefined || !addresses.every(({ address }) => isPublicAddress(address))) {
      done(Object.assign(new Error('not a public address'), { code: privateAddressCode }), '');
      return;
    }
    if (options.all === true) done(null, addresses);
    else done(null, first.address, first.family);
  });
}
