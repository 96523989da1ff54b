import { createHmac, createSecretKey, timingSafeEqual, type KeyObject } from 'node:crypto';
import type { Instant } from '#core/time.ts';
import { parseInstant } from '#core/time.ts';
import { SignatureError } from '#integrations/errors.ts';
import { webhookFreshnessMs } from './limits.ts';

/** A header as it came: Node gives several of one name as a list, or joined by commas. */
export type Header = string | readonly string[] | undefined;

/**
 * The secret with which Zendesk signs the test of a webhook that does not exist yet. It is printed in its documentation:
 * whoever knows it can sign anything.
 * @see https://developer.zendesk.com/documentation/webhooks/verifying/
 */
const publishedTestSecret = 'dGhpc19zZWNyZXRfaXNfZm9yX3Rlc3Rpbmdfb25seQ==';

/**
 * Proves that a webhook was signed by Zendesk with one of our secrets, lately: `base64(HMAC-SHA256(secret, timestamp +
 * body))` over the very bytes that came, and a timestamp of sending within five minutes of `now`, either way.
 *
 * @param delivery.rawBody the body as it came; parsed only after this
 * @param delivery.secrets one, or two while they are being changed; used as they are, not decoded
 * @param delivery.testMode lets the published test secret pass
 * @throws {SignatureError} ZENDESK_SIGNATURE_NO_SECRET, _TEST_SECRET, _MISSING, _MALFORMED, _STALE or _MISMATCH
 */
export function verifyZendeskWebhook(delivery: {
  readonly rawBody: Uint8Array;
  readonly signature: Header;
  readonly timestamp: Header;
  readonly secrets: readonly string[];
  readonly now: Instant;
  readonly testMode?: boolean;
}): void {
  const { rawBody, now } = delivery;
  const keys = delivery.testMode === true ? keysOf(delivery.secrets, true) : keptKeysOf(delivery.secrets);
  const timestamp = onlyValue(delivery.timestamp);
  const signature = onlyValue(delivery.signature);
  const sentAt = parseInstant(timestamp);
  if (sentAt === undefined || !/^[A-Za-z0-9+/]{43}=$/.test(signature)) {
    throw refused('MALFORMED', 'the signature or its timestamp is not of the form Zendesk sends');
  }
  if (Math.abs(now - sentAt) > webhookFreshnessMs) throw refused('STALE', 'sent too long ago, or dated in the future');
  const given = Buffer.from(signature);
  // Every secret is tried and the texts are compared whole, so that the time taken tells nothing.
  let matches = 0;
  for (const key of keys) {
    const expected = createHmac('sha256', key).update(timestamp).update(rawBody).digest('base64');
    matches += timingSafeEqual(Buffer.from(expected), given) ? 1 : 0;
  }
  if (matches === 0) throw refused('MISMATCH', 'not signed with our secret');
}

/** By the list of secrets, which is one and the same for all webhooks of an account. */
const keptKeys = new WeakMap<readonly string[], readonly KeyObject[]>();

function keptKeysOf(secrets: readonly string[]): readonly KeyObject[] {
  const kept = keptKeys.get(secrets);
  if (kept !== undefined) return kept;
  const keys = keysOf(secrets, false);
  keptKeys.set(secrets, keys);
  return keys;
}

function keysOf(secrets: readonly string[], testMode: boolean): readonly KeyObject[] {
  const filled = secrets.filter((secret) => secret.trim() !== '');
  if (filled.length === 0) throw refused('NO_SECRET', 'no secret is set: nothing can be proven');
  const usable = filled.filter((secret) => testMode || secret.trim() !== publishedTestSecret);
  if (usable.length === 0) throw refused('TEST_SECRET', 'the published test secret proves nothing');
  return usable.map((secret) => createSecretKey(secret, 'utf8'));
}

function onlyValue(header: Header): string {
  const [value, ...more] = header === undefined || typeof header === 'string' ? [header] : header;
  if (value === undefined || value === '') throw refused('MISSING', 'not signed');
  if (more.length > 0) throw refused('MALFORMED', 'a header came more than once');
  return value;
}

function refused(code: string, message: string): SignatureError {
  return new SignatureError(`ZENDESK_SIGNATURE_${code}`, message);
}

const ticketId = /^\d{1,16}$/;

/**
 * Which ticket a verified webhook speaks of, and nothing more of what it says: the ticket is read again. Understands
 * ticket events and the `{"ticket_id": …}` of our own trigger; `undefined` for anything else, whatever the bytes.
 */
export function webhookTicketId(rawBody: Uint8Array): string | undefined {
  const ofEvent = eventTicketId(rawBody);
  if (ofEvent !== undefined) return ofEvent;
  const body = jsonObject(rawBody);
  const named = idOf(body?.['ticket_id']);
  if (body === undefined || named !== undefined) return named;
  const { subject, type, detail } = body;
  const [, id] = typeof subject === 'string' ? (/^zen:ticket:(\d+)$/.exec(subject) ?? []) : [];
  if (id !== undefined) return idOf(id);
  const isOfTicket = typeof type === 'string' && type.startsWith('zen:event-type:ticket.');
  return isOfTicket && typeof detail === 'object' && detail !== null
    ? idOf((detail as { id?: unknown }).id)
    : undefined;
}

const ticketName = Buffer.from('zen:ticket:');
const ticketEvent = Buffer.from('"zen:event-type:ticket.');
const ownSubject = /^"subject"\s*:\s*"zen:ticket:(\d{1,16})"/;
const startOfEvent = /^\s*\{\s*"account_id"/;

/**
 * The same of a ticket's event without parsing it, which would cost as much as the proof: it has no key of ours, and as in
 * a text a quotation mark is escaped, a subject before these bytes is a key. Where they stand twice, only parsing can tell.
 */
function eventTicketId(rawBody: Uint8Array): string | undefined {
  const bytes = Buffer.from(rawBody.buffer, rawBody.byteOffset, rawBody.byteLength);
  if (!startOfEvent.test(bytes.toString('latin1', 0, 32)) || !bytes.includes(ticketEvent)) return undefined;
  const at = bytes.indexOf(ticketName);
  if (at === -1 || bytes.indexOf(ticketName, at + 1) !== -1) return undefined;
  const from = bytes.lastIndexOf('"subject"', at);
  return from === -1 ? undefined : idOf(ownSubject.exec(bytes.toString('latin1', from, at + 32))?.[1]);
}

function idOf(value: unknown): string | undefined {
  const text = typeof value === 'number' ? String(value) : value;
  return typeof text === 'string' && ticketId.test(text) && Number.isSafeInteger(Number(text)) ? text : undefined;
}

function jsonObject(rawBody: Uint8Array): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(rawBody));
    return typeof value === 'object' && value !== null ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}
