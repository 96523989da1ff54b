import { existsSync, readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSandbox, type Sandbox } from '#apps/sandbox/sandbox.ts';
import { HOUR_MS } from '#core/time.ts';
import { root } from '../../imports.ts';

const schemaPath = `${root}../shared/data/slack/block-kit-schema/slack-block-kit.subset.schema.json`;
const hasSchema = existsSync(schemaPath);
if (!hasSchema) console.warn('skipped: the published Block Kit schema is not beside this clone');

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await createSandbox();
  await sandbox.moveBy(30 * HOUR_MS);
}, 120_000);
afterAll(() => sandbox.close());

describe.each(['fernhill', 'saltmarsh'])('what the product sends to Slack in a day of %s', (company) => {
  const messages = () => {
    const { slack } = company === 'fernhill' ? sandbox.fakes : sandbox.freshdeskFakes;
    return slack.recorded().filter(({ method }) => method === 'chat.postMessage' || method === 'chat.update');
  };

  it('is a handful of messages, each with a fallback, none longer than Slack takes', () => {
    expect(messages().length).toBeGreaterThan(5);
    for (const { args } of messages()) {
      expect(String(args['text']).length).toBeGreaterThan(10);
      expect(String(args['text']).length).toBeLessThan(4_000);
      expect((args['blocks'] as unknown[]).length).toBeLessThanOrEqual(50);
      expect(args).toMatchObject({ parse: 'none', link_names: 'false' });
    }
  });

  it.skipIf(!hasSchema)('is valid by the published schema of Block Kit', () => {
    const schema = JSON.parse(readFileSync(schemaPath, 'utf8')) as object;
    const validate = new Ajv2020({ strict: false, allErrors: true, logger: false }).compile(schema);
    expect(validate([{ type: 'section' }])).toBe(false);
    for (const { args } of messages()) {
      expect(validate(args['blocks']), JSON.stringify(validate.errors?.slice(0, 3))).toBe(true);
    }
  });

  it('carries no customer’s name, address or message: the subject and initials, and no more', () => {
    const sent = JSON.stringify(messages().map(({ args }) => args));
    for (const ticket of sandbox.state().tickets) {
      expect(sent).not.toContain(ticket.requester.email === '' ? '@example.net' : ticket.requester.email);
      const [opening] = ticket.comments;
      expect(sent).not.toContain(opening?.text.slice(0, 60));
    }
  });
});
