import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { policyJsonSchema } from '#apps/cli/policy-schema.ts';
import { smallestSource } from '#test/core/policy/sample-policy.ts';

const accepts = new Ajv({ strict: false }).compile(policyJsonSchema());

test('the JSON Schema accepts what the policy’s own schema accepts', () => {
  expect(accepts(smallestSource)).toBe(true);
  expect(accepts(parse(readFileSync('apps/sandbox/fernhill.policy.yaml', 'utf8')))).toBe(true);
});

test('an editor underlines an unknown key, an unknown preset and a missing part', () => {
  expect(accepts({ ...smallestSource, verison: '1' })).toBe(false);
  expect(accepts({ ...smallestSource, presets: ['iso-9001'] })).toBe(false);
  expect(accepts({ ...smallestSource, obligations: { acknowledge: { spam: '1 hour' } } })).toBe(false);
  expect(accepts({ ...smallestSource, ladder: undefined })).toBe(false);
  expect(
    accepts({
      ...smallestSource,
      calendars: { office: { zone: 'Europe/London', hours: {}, holidays: [{ regoin: 'GB' }] } },
    }),
  ).toBe(false);
});

test('every setting at the top explains itself', () => {
  const { properties } = policyJsonSchema() as {
    properties: Record<string, { description?: string; properties?: object }>;
  };
  for (const [key, { description, properties: inner }] of Object.entries(properties)) {
    expect(description !== undefined || inner !== undefined, key).toBe(true);
  }
});
