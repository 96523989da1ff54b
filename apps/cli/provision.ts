import type { SetupState, SetupStep } from '#integrations/contract.ts';
import { composeSetups, type AccountSetup } from '#apps/runtime/compose-setup.ts';
import { failureFinding } from '#apps/runtime/doctor.ts';
import { withVault } from '#apps/runtime/held-credentials.ts';
import { readHelpdesks } from '#apps/runtime/env.ts';
import { performPlan, type PerformedStep, type StepResult } from '#apps/runtime/provision.ts';
import { loadPolicy } from '#apps/runtime/settings.ts';
import { columnsOf, filled } from './columns.ts';
import type { CommandSurroundings } from './doctor.ts';
import { readOurOrigin } from './our-origin.ts';
import { wrap, type Terminal, type Tone } from './terminal.ts';
import { UseError } from './use-error.ts';

export interface ProvisionQuestion {
  readonly policy: string;
  /** Where helpdesks reach us; without it webhooks are left alone. */
  readonly url?: string | undefined;
  /** Do it without asking. */
  readonly yes: boolean;
  readonly json: boolean;
  /** Print the webhook's signing secret once. */
  readonly showSecret: boolean;
}

/** What is known of one account in the course of a run. */
interface AccountRun {
  readonly account: AccountSetup;
  readonly plan: readonly SetupStep[];
  /** Why the account could not be read, and how to mend it. */
  readonly problem: string | undefined;
  readonly performed: readonly PerformedStep[] | undefined;
  readonly byHand: readonly string[];
  readonly secret: string | undefined;
}

/**
 * `recourse provision`: shows what helpdesks lack, asks, and creates it.
 *
 * @returns the exit code: 1 where something failed or is left to a person
 * @throws {UseError} where there is something to do and nobody to ask
 * @throws {ConfigError} the environment or the policy is wrong
 */
export async function runProvision(question: ProvisionQuestion, on: CommandSurroundings): Promise<0 | 1> {
  const { variables, time } = on;
  const ourOrigin = readOurOrigin(question.url, variables);
  const helpdesks = readHelpdesks(variables);
  const policy = await loadPolicy(question.policy);
  return withVault(helpdesks, time, (vault) =>
    provision(composeSetups(helpdesks, policy, { time, ourOrigin, vault }), question, on.terminal),
  );
}

async function provision(
  setups: readonly AccountSetup[],
  question: ProvisionQuestion,
  terminal: Terminal,
): Promise<0 | 1> {
  const { signal } = new AbortController();
  const planned: AccountRun[] = [];
  for (const account of setups) planned.push(await planOf(account, signal));
  const say = (text: string): void => (question.json ? undefined : terminal.write(text));
  for (const run of planned) say(planText(run, terminal));
  const isWanted = await mayGoOn(question, { runs: planned, terminal, say });
  const runs: AccountRun[] = [];
  for (const run of planned) runs.push(await finish(run, { isWanted, showSecret: question.showSecret }, signal));
  for (const run of runs) say(outcomeText(run, terminal));
  if (question.json) terminal.write(`${JSON.stringify({ accounts: runs.map(jsonOf) })}\n`);
  if (!isWanted && question.json && runs.some(hasWork)) return 1;
  return runs.some(isUnfinished) ? 1 : 0;
}

async function planOf(account: AccountSetup, signal: AbortSignal): Promise<AccountRun> {
  const nothing = { account, plan: [], problem: undefined, performed: undefined, byHand: [], secret: undefined };
  try {
    return { ...nothing, plan: await account.setup.plan(signal) };
  } catch (error) {
    return { ...nothing, problem: problemOf(account, error) };
  }
}

function problemOf({ name }: AccountSetup, error: unknown): string {
  const { what, mend } = failureFinding(error, name);
  return `${what}: ${mend ?? 'tell us'}`;
}

const hasWork = ({ plan }: AccountRun): boolean => plan.some(({ perform }) => perform !== undefined);

function isUnfinished({ problem, plan, performed }: AccountRun): boolean {
  if (problem !== undefined || plan.some(({ state }) => state === 'cannot')) return true;
  return performed?.some(({ result }) => result === 'failed') ?? false;
}

/** Asks where there is somebody to ask. @throws {UseError} where there is nobody and --yes was not said */
async function mayGoOn(
  { yes, json }: ProvisionQuestion,
  of: { readonly runs: readonly AccountRun[]; readonly terminal: Terminal; readonly say: (text: string) => void },
): Promise<boolean> {
  const { runs, terminal, say } = of;
  if (!runs.some(hasWork)) {
    say('Nothing to do.\n');
    return false;
  }
  if (yes) return true;
  if (json) return false;
  if (terminal.confirm === undefined) throw new UseError('nothing was changed: say --yes to do it');
  if (await terminal.confirm('Do this?')) return true;
  say('Nothing was changed.\n');
  return false;
}

async function finish(
  run: AccountRun,
  how: { readonly isWanted: boolean; readonly showSecret: boolean },
  signal: AbortSignal,
): Promise<AccountRun> {
  const { account, plan, problem } = run;
  if (problem !== undefined || (hasWork(run) && !how.isWanted)) return run;
  const { setup } = account;
  let { performed } = run;
  try {
    if (hasWork(run)) performed = await performPlan(setup, plan, signal);
    const byHand = await setup.byHand(signal);
    const secret = how.showSecret ? await setup.webhookSecret(signal) : undefined;
    return { ...run, performed, byHand, secret };
  } catch (error) {
    // Of what was begun nobody knows what became: that is told, and not nothing.
    return { ...run, performed: performed ?? [], problem: problemOf(account, error) };
  }
}

const stateTones: Readonly<Record<SetupState, Tone>> = {
  create: 'good',
  adopt: 'notable',
  leave: 'quiet',
  cannot: 'bad',
};

interface Row {
  readonly word: string;
  readonly tone: Tone;
  readonly kind: string;
  readonly name: string;
  readonly note: string | undefined;
}

function planText({ account, plan, problem }: AccountRun, terminal: Terminal): string {
  const { paint } = terminal;
  const title = paint(account.name, 'strong');
  if (problem !== undefined) return `${title}\n  ${paint('✖', 'bad')} ${problem}\n\n`;
  const rows = plan.map(({ state: word, kind, name, note }) => ({ word, tone: stateTones[word], kind, name, note }));
  return `${title}\n${tableOf(rows, terminal)}\n\n`;
}

const resultTones: Readonly<Record<StepResult, Tone>> = {
  done: 'good',
  'in order': 'quiet',
  failed: 'bad',
  'left to you': 'bad',
};

function outcomeText(run: AccountRun, terminal: Terminal): string {
  const { account, performed, byHand, secret, problem } = run;
  const { paint, width } = terminal;
  const parts: string[] = [];
  if (performed !== undefined) {
    const changed = performed.filter(({ result }) => result !== 'in order');
    const rows = changed.map(({ result: word, ...step }) => ({ word, tone: resultTones[word], ...step }));
    parts.push(`${paint(account.name, 'strong')}\n${rows.length === 0 ? '' : `${tableOf(rows, terminal)}\n`}`);
    if (problem !== undefined) parts.push(`  ${paint('✖', 'bad')} ${problem}\n`);
  }
  if (byHand.length > 0) {
    const steps = byHand.map((step, i) =>
      wrap(`${i + 1}. ${step}`, 5, width).map((line, at) => `  ${at > 0 ? '   ' : ''}${line}`),
    );
    parts.push(`${paint(`To do by hand in ${account.name}`, 'strong')}\n${steps.flat().join('\n')}\n`);
  }
  if (secret !== undefined) parts.push(`${account.secretVariable}=${secret}\n`);
  return parts.length === 0 ? '' : `${parts.join('\n')}\n`;
}

function tableOf(rows: readonly Row[], { paint, width }: Terminal): string {
  const widthOf = (of: (row: Row) => string): number => Math.max(0, ...rows.map((row) => columnsOf(of(row))));
  const [words, kinds, names] = [widthOf(({ word }) => word), widthOf(({ kind }) => kind), widthOf(({ name }) => name)];
  const indent = words + kinds + names + 8;
  return rows
    .flatMap(({ word, tone, kind, name, note }) => {
      const head = `  ${paint(word.padEnd(words), tone)}  ${kind.padEnd(kinds)}  ${filled(name, names)}`;
      const [first = '', ...more] = note === undefined ? [] : wrap(note, indent, width);
      return [`${head}  ${first}`.trimEnd(), ...more.map((line) => `${' '.repeat(indent)}${line}`)];
    })
    .join('\n');
}

function jsonOf({ account, plan, problem, performed, byHand, secret }: AccountRun): unknown {
  return {
    account: account.name,
    problem,
    plan: plan.map(({ kind, name, state, note }) => ({ kind, name, state, note })),
    performed,
    byHand,
    webhookSecret: secret,
  };
}
