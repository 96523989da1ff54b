import { createHash, timingSafeEqual } from 'node:crypto';
import { SignatureError } from '#integrations/errors.ts';
import { minSecretChars } from './limits.ts';

/** A header as it came: Node gives several of one name as a list, or joined by commas. */
export type Header = string | readonly string[] | undefined;

/** The header in which an account's automation rule presents the secret. Never the address, which is written into logs. */
export const secretHeader = 'x-recourse-secret';

/**
 * Proves that a webhook comes from somebody who knows one of our secrets. Freshdesk signs nothing, so the body is not
 * proven: it is a hint which ticket to read again, and nothing more.
 *
 * @param delivery.secrets one, or two while they are being changed; each of 128 bits or more
 * @throws {SignatureError} FRESHDESK_SIGNATURE_NO_SECRET, _WEAK_SECRET, _MISSING, _MALFORMED or _MISMATCH
 */
export function verifyFreshdeskWebhook(delivery: {
  readonly secret: Header;
  readonly secrets: readonly string[];
}): void {
  const secrets = usableSecrets(delivery.secrets);
  const given = hashed(onlyValue(delivery.secret));
  // Hashes are of one length, and every secret is tried, so that the time taken tells nothing.
  let matches = 0;
  for (const secret of secrets) matches += timingSafeEqual(hashed(secret), given) ? 1 : 0;
  if (matches === 0) throw refused('MISMATCH', 'not our secret');
}

function hashed(text: string): Buffer {
  return createHash('sha256').update(text, 'utf8').digest();
}

function usableSecrets(secrets: readonly string[]): readonly string[] {
  const filled = secrets.filter((secret) => secret.trim() !== '');
  if (filled.length === 0) throw refused('NO_SECRET', 'no secret is set: nothing can be proven');
  const usable = filled.filter((secret) => secret.trim().length >= minSecretChars);
  if (usable.length === 0) throw refused('WEAK_SECRET', 'a secret that can be guessed proves nothing');
  return usable;
}

function onlyValue(header: Header): string {
  const [value, ...more] = header === undefined || typeof header === 'string' ? [header] : header;
  if (value === undefined || value === '') throw refused('MISSING', 'no secret came with it');
  if (more.length > 0) throw refused('MALFORMED', 'a header came more than once');
  return value;
}

function refused(code: string, message: string): SignatureError {
  return new SignatureError(`FRESHDESK_SIGNATURE_${code}`, message);
}

const ticketId = /^\d{1,16}$/;
/** More of a body than this is not searched. */
const mostChars = 65_536;

/**
 * Which ticket a verified webhook speaks of, and nothing more of what it says. Understands `{"ticket_id": …}` alone or in
 * a wrapper such as `freshdesk_webhook`; where a subject with quotation marks has broken the JSON, the first `ticket_id`
 * in its text; `undefined` for anything else, whatever the bytes.
 */
export function freshdeskTicketId(rawBody: Uint8Array): string | undefined {
  const text = new TextDecoder().decode(rawBody.subarray(0, mostChars));
  const body = parsed(text);
  if (body === undefined)
    return idOf(/"ticket_id"\s*:\s*(?:"(\d{1,16})"|(\d{1,16}))\s*[,}\r\n]/.exec(text)?.slice(1).find(Boolean));
  if (typeof body !== 'object' || body === null) return undefined;
  const wrapped: readonly unknown[] = [body, ...Object.values(body)];
  for (const part of wrapped.slice(0, 20)) {
    if (typeof part !== 'object' || part === null || !Object.hasOwn(part, 'ticket_id')) continue;
    return idOf((part as { ticket_id?: unknown }).ticket_id);
  }
  return undefined;
}

function idOf(value: unknown): string | undefined {
  const text = typeof value === 'number' ? String(value) : value;
  return typeof text === 'string' && ticketId.test(text) && Number.isSafeInteger(Number(text)) ? text : undefined;
}

/** `undefined` for what is no JSON; no JSON text means that. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
