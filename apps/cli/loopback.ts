import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What came of asking somebody to consent in a browser. */
export type Consent = { readonly code: string } | { readonly refusedBecause: string };

/** A door on this machine alone, through which a browser comes back from a consent. */
export interface Loopback {
  /** What a person opens in a browser on this machine. */
  readonly startAddress: string;
  /** Where the platform sends the browser back to. */
  readonly redirectUri: string;
  /** The first consent or refusal of the browser that began here; whatever else knocks is turned away. */
  readonly consent: Promise<Consent>;
  close(): Promise<void>;
}

const host = '127.0.0.1';
const callbackPath = '/callback';
const cookieName = 'recourse_connect';

/**
 * Opens the door.
 *
 * The browser begins at an address that only we have printed, is given a cookie there and sent on to consent; it comes
 * back with the state of this attempt and that cookie. The state is 256 bits of chance and good once. So a consent that
 * somebody else began, or was tricked into, does not connect anything here (RFC 9700, 4.7).
 *
 * @param port  0 for any
 * @param consentAt  where the platform asks a person, for a state and the address to come back to
 * @throws the system's error where the port cannot be had
 */
export async function openLoopback(
  port: number,
  consentAt: (attempt: { readonly state: string; readonly redirectUri: string }) => string,
): Promise<Loopback> {
  const [start, state, cookie] = [word(), word(), word()];
  let decide: (consent: Consent) => void = () => undefined;
  const consent = new Promise<Consent>((resolve) => (decide = resolve));
  let isSpent = false;
  const server = createServer({ requestTimeout: 10_000, headersTimeout: 10_000 }, (request, response) => {
    const origin = originOf(server);
    const url = URL.parse(request.url ?? '', origin);
    // Another name for this machine is somebody's page that calls us by it.
    if (request.method !== 'GET' || url === null || request.headers.host !== new URL(origin).host) {
      return answer(response, 400, 'This is not for here.');
    }
    if (url.pathname === `/${start}` && !isSpent) {
      response.setHeader('set-cookie', `${cookieName}=${cookie}; Path=${callbackPath}; HttpOnly; SameSite=Lax`);
      response.setHeader('location', consentAt({ state, redirectUri: `${origin}${callbackPath}` }));
      return answer(response, 302, '');
    }
    if (url.pathname !== callbackPath) return answer(response, 404, 'There is nothing here.');
    const isOurs = isSame(url.searchParams.get('state'), state) && isSame(cookieOf(request), cookie);
    if (!isOurs || isSpent) return answer(response, 400, 'This was not begun here, or is over. Nothing was connected.');
    isSpent = true;
    const found = consentIn(url);
    answer(response, 200, `${'code' in found ? 'Thank you.' : 'Nothing was connected.'} You can close this page.`);
    return decide(found);
  });
  await listening(server, port);
  const origin = originOf(server);
  return {
    startAddress: `${origin}/${start}`,
    redirectUri: `${origin}${callbackPath}`,
    consent,
    close: () => closed(server),
  };
}

function word(): string {
  return randomBytes(32).toString('base64url');
}

function isSame(given: string | null | undefined, expected: string): boolean {
  const [one, other] = [Buffer.from(given ?? ''), Buffer.from(expected)];
  return one.length === other.length && timingSafeEqual(one, other);
}

function cookieOf(request: IncomingMessage): string | undefined {
  const cookies = (request.headers.cookie ?? '').split(';').map((part) => part.trim().split('='));
  return cookies.find(([name]) => name === cookieName)?.[1];
}

/** A code, or why there is none: a word of OAuth's, never a text from outside. */
function consentIn({ searchParams }: URL): Consent {
  const code = searchParams.get('code') ?? '';
  if (code !== '') return { code };
  const error = searchParams.get('error') ?? '';
  return { refusedBecause: /^[a-z_]{1,40}$/u.test(error) ? error : 'no code came back' };
}

function answer(response: ServerResponse, status: number, text: string): void {
  response
    .writeHead(status, {
      'content-type': 'text/plain; charset=utf-8',
      'cache-control': 'no-store',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
    })
    .end(text);
}

function originOf(server: Server): string {
  return `http://${host}:${(server.address() as AddressInfo).port}`;
}

function listening(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    // An answer that is being sent is sent; a browser's idle connections are cut.
    server.closeIdleConnections();
  });
}
