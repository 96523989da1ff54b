import { expect } from 'vitest';
import type { Instant } from '#core/time.ts';
import { MINUTE_MS } from '#core/time.ts';
import { SignatureError } from '#integrations/errors.ts';

/** One delivery as the platform would make it. A header may come as a list, or not at all. */
export interface Delivery {
  readonly rawBody: Uint8Array;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
}

/** What proves a platform's webhooks, together with a way to sign as the platform does. */
export interface WebhookSubject {
  sign(rawBody: Uint8Array, secret: string, at: Instant): Delivery;
  /** A delivery whose header names another account than what was signed; only where the platform names accounts. */
  fromElsewhere?(secret: string, at: Instant): Delivery;
  /** @throws {SignatureError} where it proves nothing */
  verify(delivery: Delivery, secrets: readonly string[], now: Instant): void;
  ticketId(rawBody: Uint8Array): string | undefined;
  /** A body that speaks of ticket 4812. */
  readonly body: string;
  /** Whether the proof covers the body and the time of sending, or tells the sender only, who then presents a secret. */
  readonly signs: boolean;
  /** How far the time of sending may be from ours, ms. */
  readonly freshnessMs: number;
  /** The header that carries the proof, and the one that carries the time of sending. */
  readonly headers: { readonly signature: string; readonly timestamp?: string };
  /** Times of sending that are none. */
  readonly badTimestamps: readonly string[];
}

/** One thing every webhook check keeps to. Throws where it does not. */
export interface WebhookLaw {
  readonly name: string;
  readonly check: (subject: WebhookSubject) => void;
  /** Only for a proof that covers the body and the time of sending. */
  readonly ofSignatures?: true;
  /** Only where the platform names the account that sends. */
  readonly ofAccounts?: true;
}

/** The laws for a check; those for signatures and accounts only where the platform signs and names them. */
export function webhookLawsFor({
  signs,
  fromElsewhere,
}: Pick<WebhookSubject, 'signs' | 'fromElsewhere'>): readonly WebhookLaw[] {
  return webhookLaws.filter(
    ({ ofSignatures, ofAccounts }) =>
      (signs || ofSignatures !== true) && (fromElsewhere !== undefined || ofAccounts !== true),
  );
}

const now = Date.UTC(2026, 10, 23, 9);
const secret = 'a-secret-of-ours-3f6c-long-enough';
const other = 'the-next-one-of-ours-77-as-long';
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

const oddBodies = [
  '',
  '{"a":"\\u001b \u001b"}',
  '{"emoji":"😀","sep":"\u2028"}',
  '{"b":1,"a":2,"a":3}\r\n',
  '\uFEFF{"bom":true}',
  '{\n   "pretty":  "printed"\n}\n',
];

export const webhookLaws: readonly WebhookLaw[] = [
  {
    name: 'what was signed with our secret passes, byte for byte',
    check: (subject) => {
      for (const body of [subject.body, ...oddBodies])
        subject.verify(subject.sign(bytes(body), secret, now), [secret], now);
    },
  },
  {
    name: 'both secrets pass while they are being changed, and no third',
    check: (subject) => {
      const rawBody = bytes(subject.body);
      for (const used of [secret, other]) subject.verify(subject.sign(rawBody, used, now), [secret, other], now);
      refuses(subject, subject.sign(rawBody, 'a third', now), [secret, other]);
    },
  },
  {
    name: 'any flipped bit of the body is refused',
    ofSignatures: true,
    check: (subject) => {
      const delivery = subject.sign(bytes(subject.body), secret, now);
      eachFlip(delivery.rawBody, (rawBody) => refuses(subject, { ...delivery, rawBody }));
      refuses(subject, { ...delivery, rawBody: delivery.rawBody.slice(0, -1) });
      refuses(subject, { ...delivery, rawBody: bytes(`${subject.body} `) });
    },
  },
  {
    name: 'any flipped bit of the signature or of its timestamp is refused',
    check: (subject) => {
      const delivery = subject.sign(bytes(subject.body), secret, now);
      for (const name of Object.values(subject.headers)) {
        const value = String(delivery.headers[name]);
        eachFlip(bytes(value), (flipped) => {
          const headers = { ...delivery.headers, [name]: new TextDecoder().decode(flipped) };
          refuses(subject, { ...delivery, headers });
        });
      }
    },
  },
  {
    name: 'what was sent too long ago is refused, and so is what is dated in the future',
    ofSignatures: true,
    check: (subject) => {
      const at = (sentAt: Instant): Delivery => subject.sign(bytes(subject.body), secret, sentAt);
      for (const side of [-1, 1]) {
        subject.verify(at(now + side * subject.freshnessMs), [secret], now);
        refuses(subject, at(now + side * (subject.freshnessMs + 1_000)));
        refuses(subject, at(now + side * 600 * MINUTE_MS));
      }
    },
  },
  {
    name: 'a header that is missing, empty, doubled or nonsense is refused',
    check: (subject) => {
      const delivery = subject.sign(bytes(subject.body), secret, now);
      for (const name of Object.values(subject.headers)) {
        const value = String(delivery.headers[name]);
        for (const bad of [
          undefined,
          '',
          [],
          ['', ''],
          [value, value],
          `${value}, ${value}`,
          'x'.repeat(9_000),
          '\u0000',
        ]) {
          refuses(subject, { ...delivery, headers: { ...delivery.headers, [name]: bad } });
        }
      }
      const { timestamp } = subject.headers;
      for (const bad of subject.badTimestamps) {
        if (timestamp === undefined) break;
        refuses(subject, { ...delivery, headers: { ...delivery.headers, [timestamp]: bad } });
      }
    },
  },
  {
    name: 'what bears our secret and another account’s name is refused',
    ofAccounts: true,
    check: (subject) => {
      const forged = subject.fromElsewhere?.(secret, now);
      expect(forged).toBeDefined();
      if (forged !== undefined) refuses(subject, forged);
    },
  },
  {
    name: 'without a secret nothing passes',
    check: (subject) => {
      const delivery = subject.sign(bytes(subject.body), secret, now);
      for (const secrets of [[], [''], ['   ']]) refuses(subject, delivery, secrets);
      refuses(subject, subject.sign(bytes(subject.body), ' ', now), [' ']);
    },
  },
  {
    name: 'no refusal tells the secret, the signature or a word of the body',
    check: (subject) => {
      const delivery = subject.sign(bytes(subject.body), secret, now);
      const { headers } = subject.sign(bytes('another body'), other, now);
      const refusal = refuses(subject, { rawBody: bytes(`${subject.body}the kettle exploded`), headers });
      const told = `${refusal.message} ${String(refusal.stack)} ${JSON.stringify(refusal)}`;
      for (const word of [secret, other, String(delivery.headers[subject.headers.signature]), 'kettle']) {
        expect(told).not.toContain(word);
      }
    },
  },
  {
    name: 'a body tells which ticket it speaks of, and no body is too odd to be asked',
    check: (subject) => {
      expect(subject.ticketId(bytes(subject.body))).toBe('4812');
      for (const body of [
        ...oddBodies,
        '[]',
        'null',
        '"x"',
        '{"id":{}}',
        '['.repeat(100_000),
        '{"ticket_id":"1 OR 1"}',
      ]) {
        expect(subject.ticketId(bytes(body))).toBeUndefined();
      }
    },
  },
];

function refuses(subject: WebhookSubject, delivery: Delivery, secrets: readonly string[] = [secret]): SignatureError {
  let refusal: unknown;
  try {
    subject.verify(delivery, secrets, now);
  } catch (error) {
    refusal = error;
  }
  expect(refusal).toBeInstanceOf(SignatureError);
  return refusal as SignatureError;
}

function eachFlip(value: Uint8Array, look: (flipped: Uint8Array) => void): void {
  for (let bit = 0; bit < value.length * 8; bit += 1) {
    const flipped = value.slice();
    const byte = bit >> 3;
    flipped[byte] = (flipped[byte] ?? 0) ^ (1 << (bit & 7));
    look(flipped);
  }
}
