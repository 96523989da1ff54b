import { UseError } from './use-error.ts';

/**
 * The address of `--url` under which helpdesks reach the server: scheme and host, nothing behind them.
 *
 * @throws {UseError} it is none, or it is not https where test hosts are not allowed
 */
export function readOurOrigin(
  url: string | undefined,
  variables: Readonly<Record<string, string | undefined>>,
): string | undefined {
  if (url === undefined) return undefined;
  const read = URL.parse(url);
  const isBare =
    read !== null && read.pathname === '/' && read.search === '' && read.hash === '' && read.username === '';
  if (!isBare) throw new UseError(`--url '${url}' is no address of a host; write it as https://HOST`);
  const isAllowed =
    read.protocol === 'https:' || (read.protocol === 'http:' && variables['RECOURSE_TEST_HOSTS'] === '1');
  if (!isAllowed)
    throw new UseError('--url must begin with https://: helpdesks send a ticket’s number and a secret to it');
  return read.origin;
}
