import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { describe, expect, it } from 'vitest';
import { runDoctor } from '#apps/cli/doctor.ts';
import { runProvision } from '#apps/cli/provision.ts';
import type { CheckedFinding } from '#apps/runtime/doctor.ts';
import { readEnvironment } from '#apps/runtime/env.ts';
import { createLog } from '#apps/runtime/log.ts';
import { loadPolicy } from '#apps/runtime/settings.ts';
import { policyPath } from '#apps/sandbox/company-day.ts';
import { serve } from '#apps/server/serve.ts';
import { openAccounts } from '#test/integrations/setup-accounts.ts';

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function untilTrue(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise(setImmediate);
}

const grave =
  'This is a formal complaint. Your heater caught fire and my son was burnt. I will go to the ombudsman and to my solicitor.';
const letter = { subject: 'Formal complaint', text: grave, channel: 'email' as const };

describe('accounts that nobody prepared', () => {
  it('are provisioned, found in order, and then work: a webhook brings the complaint, Slack gets its card', async () => {
    const accounts = await openAccounts();
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const setUp = accounts.surroundings();
    const question = { policy: policyPath, url, yes: true, json: true, showSecret: true };
    expect(await runProvision(question, setUp)).toBe(0);
    const told = JSON.parse(setUp.printed()) as { accounts: readonly { webhookSecret?: string }[] };
    const variables = {
      ...accounts.variables,
      ZENDESK_WEBHOOK_SECRET: told.accounts[0]!.webhookSecret,
      PORT: String(port),
      RECOURSE_LOG: 'silent',
      RECOURSE_SWEEP_SECONDS: '86400',
      RECOURSE_STORE: 'memory:',
    };
    const policy = await loadPolicy(policyPath);
    const server = await serve(readEnvironment(variables), policy, { time: setUp.time, log: createLog('silent') });
    try {
      const isReady = async (): Promise<boolean> => (await fetch(`${url}/readyz`)).status === 200;
      while (!(await isReady())) await new Promise(setImmediate);
      // As a person would have set Freshdesk's rules up.
      const secret = accounts.variables['FRESHDESK_WEBHOOK_SECRET']!;
      accounts.freshdesk.connectWebhook({
        url: `${url}/webhooks/freshdesk/harbour`,
        header: 'x-recourse-secret',
        secret,
      });
      const zendeskId = accounts.zendesk.customerWrites({ from: { name: 'Ann', email: 'ann@example.org' }, ...letter });
      const freshdeskId = accounts.freshdesk.customerWrites({
        from: { name: 'Bo', email: 'bo@example.org' },
        ...letter,
      });
      const tags = (): readonly string[][] => [
        [...accounts.zendesk.ticket(zendeskId)!.tags],
        [...accounts.freshdesk.ticket(freshdeskId)!.tags],
      ];
      await untilTrue(() => tags().every((all) => all.includes('recourse_complaint')));
      const cards = () => accounts.slack.channelsView().find(({ name }) => name === policy.alerts.channel)!.messages;
      await untilTrue(() => cards().length === 2);
      const ledger = () => accounts.zendesk.ticket(zendeskId)!.fields['recourse_ledger'] ?? '';
      await untilTrue(() => ledger().includes('posted'));

      const check = accounts.surroundings({ variables: { ...variables, RECOURSE_STORE: tmpdir() } });
      expect(await runDoctor({ policy: policyPath, url, json: true }, check)).toBe(0);
      const { findings } = JSON.parse(check.printed()) as { findings: readonly CheckedFinding[] };
      const ills = findings.filter(({ state, what }) => state !== 'ok' && !what.includes('sends everything to'));
      expect(ills).toEqual([]);
    } finally {
      await server.close();
      await accounts.close();
    }
  });
});
