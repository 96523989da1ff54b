import { afterEach, beforeEach, expect } from 'vitest';
import { runDoctor } from '#apps/cli/doctor.ts';
import { runProvision } from '#apps/cli/provision.ts';
import type { CheckedFinding } from '#apps/runtime/doctor.ts';
import { policyPath } from '#apps/sandbox/company-day.ts';
import { openAccounts, ourOrigin, type FreshAccounts } from '#test/integrations/setup-accounts.ts';

/** What the command answered. */
export interface Examined {
  readonly code: number;
  readonly findings: readonly CheckedFinding[];
  readonly printed: string;
}

interface Asked {
  readonly policy?: string;
  readonly url?: string | undefined;
}

type Change = Parameters<FreshAccounts['surroundings']>[0];

interface ProvisionedAccounts {
  readonly accounts: () => FreshAccounts;
  /** What the server knows after its accounts were provisioned. */
  readonly variables: () => Readonly<Record<string, string | undefined>>;
  /** Examines the accounts, in surroundings that differ as said. */
  readonly doctor: (change?: Change, asked?: Asked) => Promise<Examined>;
  /** Examines other accounts with what the server knows. */
  readonly examine: (accounts: FreshAccounts, asked?: Asked, change?: Change) => Promise<Examined>;
}

/** For each test of a file accounts of its own on both helpdesks and in Slack, in order: what we need was provisioned. */
export function provisionedAccounts(): ProvisionedAccounts {
  let opened: FreshAccounts;
  let known: Readonly<Record<string, string | undefined>>;

  beforeEach(async () => {
    opened = await openAccounts({ zendesk: { provisioned: true }, freshdesk: { provisioned: true } });
    const on = opened.surroundings();
    const question = { policy: policyPath, url: ourOrigin, yes: true, json: true, showSecret: true };
    expect(await runProvision(question, on)).toBe(0);
    const { accounts: told } = JSON.parse(on.printed()) as { accounts: readonly { webhookSecret?: string }[] };
    known = { ZENDESK_WEBHOOK_SECRET: told[0]!.webhookSecret };
  });
  afterEach(() => opened.close());

  const examine: ProvisionedAccounts['examine'] = async (accounts, asked = {}, change = {}) => {
    const on = accounts.surroundings({ ...change, variables: { ...known, ...change.variables } });
    const code = await runDoctor({ policy: policyPath, url: ourOrigin, json: true, ...asked }, on);
    const { findings } = JSON.parse(on.printed()) as { findings: readonly CheckedFinding[] };
    return { code, findings, printed: on.printed() };
  };
  return {
    accounts: () => opened,
    variables: () => known,
    doctor: (change, asked) => examine(opened, asked, change),
    examine,
  };
}

/** What is not in order, but for the three addresses that every test has. */
export const ills = ({ findings }: Examined): readonly CheckedFinding[] =>
  findings.filter(({ state, what }) => state !== 'ok' && !/sends everything to 127\.0\.0\.1/u.test(what));

/** The only ill that was found, as `state check`, its words and its cure. */
export function onlyIll(examined: Examined): string {
  const found = ills(examined);
  expect(found.map(({ check, what }) => `${check}: ${what}`)).toHaveLength(1);
  const [{ state, check, what, mend }] = found as [CheckedFinding];
  expect(examined.code).toBe(state === 'fail' ? 1 : 0);
  return `${state} ${check}: ${what} → ${mend}`;
}
