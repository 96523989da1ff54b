import { afterEach, beforeEach, expect, test } from 'vitest';
import { composeExaminations } from '#apps/runtime/compose-setup.ts';
import { examineAll, type CheckedFinding } from '#apps/runtime/doctor.ts';
import { readEnvironment } from '#apps/runtime/env.ts';
import { loadPolicy } from '#apps/runtime/settings.ts';
import { createVault } from '#apps/runtime/vault.ts';
import { readVaultKeys } from '#apps/runtime/vault-key.ts';
import { policyPath } from '#apps/sandbox/company-day.ts';
import { alpha, bravo, openWorkspaces, secrets, type Workspaces } from '../server/workspaces-world.ts';

let world: Workspaces;
beforeEach(async () => {
  world = await openWorkspaces();
});
afterEach(() => world.close());

/** What the doctor finds of an account's workspace. */
async function found(account: string, vault = world.vault): Promise<readonly CheckedFinding[]> {
  const policy = await loadPolicy(policyPath);
  const { time, variables } = world;
  const on = { time, ourOrigin: undefined, vault };
  const all = composeExaminations(readEnvironment(variables), policy, on);
  const examinations = all.filter(({ check }) => check === `slack for ${account}`);
  expect(examinations).toHaveLength(1);
  const limited = { time, limitMs: 30_000 };
  const findings = await world.lives(() => examineAll(examinations, limited, new AbortController().signal));
  for (const secret of secrets) expect(JSON.stringify(findings)).not.toMatch(secret);
  return findings;
}
const ills = (findings: readonly CheckedFinding[]): readonly string[] =>
  findings.flatMap(({ state, what, mend }) => (state === 'ok' ? [] : [`${state}: ${what} → ${mend ?? ''}`]));

const [ofAlpha, ofBravo] = ['zendesk alpha-desk', 'freshdesk bravo-desk'] as const;
const installAt = 'open https://recourse.example/slack/install as an administrator of the workspace';

test('an account that no workspace is tied to is told, and how to tie one', async () => {
  const mend = `${installAt}, and bring the code of: recourse connect slack --account zendesk/alpha-desk`;
  expect(ills(await found(ofAlpha))).toEqual([`fail: no Slack workspace is tied to this account → ${mend}`]);
});

test('of a workspace that is tied all is examined that is of a single one, and nothing of the other', async () => {
  await world.tie(alpha);
  const findings = await found(ofAlpha);
  expect(ills(findings)).toEqual([]);
  expect(findings.map(({ what }) => what)).toEqual([
    'tied to the workspace T0ALPHA',
    expect.stringMatching(/^credentials: /u),
    expect.stringMatching(/^scopes: /u),
    expect.stringMatching(/^clock: /u),
    ...findings.slice(4).map(() => expect.stringMatching(/^#complaints.*: the bot is in it/u) as string),
  ]);
  expect(JSON.stringify(findings)).not.toContain(bravo);
  expect(ills(await found(ofBravo))).toHaveLength(1);
});

test('a channel that is missing in one workspace is told for that account alone', async () => {
  await world.tie(alpha);
  await world.tie(bravo);
  world.slackOf[bravo].kickBot('complaints');
  expect(ills(await found(ofAlpha))).toEqual([]);
  expect(ills(await found(ofBravo))).toEqual([
    'fail: #complaints: the bot is not in it → write /invite @Recourse in it',
  ]);
});

test('a workspace from which the app was taken is told, and where to install it again', async () => {
  await world.tie(alpha);
  world.slacks.uninstall(alpha);
  await world.tell(alpha, { type: 'app_uninstalled' });
  expect(ills(await found(ofAlpha))).toEqual([
    `fail: the app is not installed in the workspace T0ALPHA any more → ${installAt}`,
  ]);
});

test('a vault that was written with another key is told once, and what to compare', async () => {
  await world.tie(alpha);
  const other = createVault(world.store, readVaultKeys(Buffer.alloc(32, 9).toString('base64')));
  expect(ills(await found(ofAlpha, other))).toEqual([
    expect.stringContaining('compare RECOURSE_STORE and RECOURSE_VAULT_KEY'),
  ]);
});
