import type { LookupAddress } from 'node:dns';
import { describe, expect, test } from 'vitest';
import { isPublicAddress, lookupPublic, privateAddressCode } from '#integrations/egress.ts';

const inside = [
  '127.0.0.1',
  '127.9.9.9',
  '0.0.0.0',
  '10.1.2.3',
  '100.64.0.1',
  '169.254.169.254',
  '172.16.0.1',
  '172.31.255.255',
  '192.168.1.1',
  '192.0.0.8',
  '198.18.0.1',
  '224.0.0.1',
  '255.255.255.255',
  '::',
  '::1',
  'fc00::1',
  'fd12:3456::1',
  'fe80::1',
  'ff02::1',
  '::ffff:127.0.0.1',
  '::ffff:169.254.169.254',
  '::ffff:10.0.0.1',
];
const outside = [
  '104.16.51.111',
  '216.198.53.1',
  '8.8.8.8',
  '172.32.0.1',
  '100.128.0.1',
  '2606:4700::6810:336f',
  '::ffff:8.8.8.8',
];

describe('an address to connect to', () => {
  test('is refused where it is inside somebody’s own network', () => {
    for (const address of inside) expect([address, isPublicAddress(address)]).toEqual([address, false]);
    for (const address of outside) expect([address, isPublicAddress(address)]).toEqual([address, true]);
  });

  test('is refused when a name leads inside, whatever the caller wants to see of it', async () => {
    for (const all of [true, false]) {
      const error = await new Promise<NodeJS.ErrnoException | null>((resolve) => {
        lookupPublic('localhost', { all }, (error: NodeJS.ErrnoException | null, _address: string | LookupAddress[]) =>
          resolve(error),
        );
      });
      expect(error?.code).toBe(privateAddressCode);
    }
  });
});
