import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { SignatureError } from '#integrations/errors.ts';
import { verifySlackSignature, type SignedRequest } from '#integrations/slack/signature.ts';
import { sharedText } from './naughty.ts';

const now = Date.UTC(2026, 10, 21, 12);

function signed(body: string, over: Partial<SignedRequest> & { readonly secret?: string } = {}): SignedRequest {
  const rawBody = Buffer.from(body);
  const timestamp = over.timestamp ?? String(Math.floor(now / 1_000));
  const hash = createHmac('sha256', over.secret ?? 'current')
    .update(`v0:${timestamp}:`)
    .update(rawBody)
    .digest('hex');
  const { secret: _, ...rest } = over;
  return { rawBody, timestamp, signature: `v0=${hash}`, secrets: ['current'], now, ...rest };
}

const codeOf = (request: SignedRequest): string => {
  let code = 'verified';
  try {
    verifySlackSignature(request);
  } catch (error) {
    code = error instanceof SignatureError ? error.code : 'another error';
  }
  return code;
};

test('bytes are verified as they are, whatever they hold', () => {
  for (const body of ['', '{"a":"😀\\u001B\u2028"}', '\ufeff{"b":1,"a":2,"a":3}\r\n', 'payload=%7B%7D']) {
    expect(codeOf(signed(body))).toBe('verified');
  }
});

test('every flipped bit of body, signature or timestamp is refused', () => {
  const request = signed('payload=%7B%22type%22%3A%22block_actions%22%7D');
  const texts = { signature: Buffer.from(request.signature ?? ''), timestamp: Buffer.from(request.timestamp ?? '') };
  for (let bit = 0; bit < request.rawBody.length * 8; bit += 1) {
    const rawBody = Buffer.from(request.rawBody);
    rawBody[bit >> 3] = (rawBody[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    expect(codeOf({ ...request, rawBody })).toBe('SLACK_SIGNATURE_WRONG');
  }
  for (const [name, bytes] of Object.entries(texts)) {
    for (let bit = 0; bit < bytes.length * 8; bit += 1) {
      const flipped = Buffer.from(bytes);
      flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(codeOf({ ...request, [name]: flipped.toString('latin1') })).not.toBe('verified');
    }
  }
});

test('a timestamp may be five minutes off, in either direction, and no more', () => {
  const at = (seconds: number): SignedRequest => signed('x', { timestamp: String(now / 1_000 + seconds) });
  expect([-300, 300].map((seconds) => codeOf(at(seconds)))).toEqual(['verified', 'verified']);
  expect([-301, 301, 3_600].map((seconds) => codeOf(at(seconds)))).toEqual(Array(3).fill('SLACK_SIGNATURE_STALE'));
});

test('a timestamp that is no number of seconds is refused', () => {
  const strange = ['', 'NaN', '-1', '1.5', '1e9', ' 1795262400', '0x6b', 'now'];
  expect(strange.map((timestamp) => codeOf(signed('x', { timestamp })))).toEqual(
    strange.map(() => 'SLACK_SIGNATURE_MISSING'),
  );
  expect(codeOf({ ...signed('x'), timestamp: undefined })).toBe('SLACK_SIGNATURE_MISSING');
  expect(codeOf(signed('x', { timestamp: String(now) }))).not.toBe('verified');
});

test('a signature of another length, form or version is refused without further ado', () => {
  const { signature = '' } = signed('x');
  const strange = [
    '',
    'v0=',
    signature.slice(0, -1),
    `${signature}0`,
    signature.replace('v0', 'v1'),
    `${signature}, ${signature}`,
  ];
  expect(strange.map((one) => codeOf({ ...signed('x'), signature: one }))).toEqual(
    strange.map(() => 'SLACK_SIGNATURE_WRONG'),
  );
  expect(codeOf({ ...signed('x'), signature: undefined })).toBe('SLACK_SIGNATURE_MISSING');
});

test('either of two secrets proves a request while one takes the other’s place', () => {
  const secrets = ['next', 'current'];
  expect(codeOf(signed('x', { secrets }))).toBe('verified');
  expect(codeOf(signed('x', { secrets, secret: 'next' }))).toBe('verified');
  expect(codeOf(signed('x', { secrets, secret: 'old' }))).toBe('SLACK_SIGNATURE_WRONG');
});

test('an empty secret proves nothing', () => {
  expect(codeOf(signed('x', { secrets: [''], secret: '' }))).toBe('SLACK_SIGNATURE_WRONG');
  expect(codeOf(signed('x', { secrets: ['current', ''], secret: '' }))).toBe('SLACK_SIGNATURE_WRONG');
  expect(codeOf(signed('x', { secrets: [] }))).toBe('SLACK_SIGNATURE_WRONG');
});

interface Vector {
  readonly scheme: string;
  readonly secret: string;
  readonly timestamp: string;
  readonly body: string;
  readonly signature: string;
}

const vectors = sharedText('security/webhook-vectors/vectors.json');
test.skipIf(vectors === undefined)(
  'Slack’s published example verifies at its own time (skipped where it is not at hand)',
  () => {
    const slack = (JSON.parse(vectors ?? '[]') as Vector[]).filter(({ scheme }) => scheme === 'slack-v0');
    expect(slack.length).toBeGreaterThan(0);
    for (const { secret, timestamp, body, signature } of slack) {
      const request = {
        rawBody: Buffer.from(body),
        timestamp,
        signature,
        secrets: [secret],
        now: Number(timestamp) * 1_000,
      };
      expect(codeOf(request)).toBe('verified');
      expect(codeOf({ ...request, now })).toBe('SLACK_SIGNATURE_STALE');
      for (let bit = 0; bit < request.rawBody.length * 8; bit += 1) {
        const rawBody = Buffer.from(request.rawBody);
        rawBody[bit >> 3] = (rawBody[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        expect(codeOf({ ...request, rawBody })).toBe('SLACK_SIGNATURE_WRONG');
      }
    }
  },
);
