import type { Examination, FindingState, Timekeeper } from '#integrations/contract.ts';
import { SECOND_MS } from '#core/time.ts';
import type { Policy } from '#core/policy/policy.ts';
import { failing, well } from '#integrations/findings.ts';
import { composeExaminations } from '#apps/runtime/compose-setup.ts';
import { ConfigError } from '#apps/runtime/config-error.ts';
import { countStates, examineAll, vaultFinding, type CheckedFinding } from '#apps/runtime/doctor.ts';
import { withVault } from '#apps/runtime/held-credentials.ts';
import { readInstallation, storeExaminations } from '#apps/runtime/installation.ts';
import { loadPolicy } from '#apps/runtime/settings.ts';
import { StoreError } from '#apps/runtime/store-error.ts';
import { VaultError } from '#apps/runtime/vault-error.ts';
import type { Vault } from '#apps/runtime/vault.ts';
import { columnsOf, filled } from './columns.ts';
import { readOurOrigin } from './our-origin.ts';
import { wrap, type Terminal, type Tone } from './terminal.ts';

export interface DoctorQuestion {
  readonly policy: string;
  /** Where helpdesks reach us, to be compared with what their webhooks call. */
  readonly url?: string | undefined;
  readonly json: boolean;
}

/** What a command works in. */
export interface CommandSurroundings {
  readonly time: Timekeeper;
  readonly variables: Readonly<Record<string, string | undefined>>;
  readonly terminal: Terminal;
}

/** Each examination asks a few things, each of which may wait for a limit to pass: our choice. */
const limitMs = 30 * SECOND_MS;

/**
 * `recourse doctor`: what is wrong with an installation, and how to mend it. Changes nothing.
 *
 * @returns the exit code: 1 where something does not work
 * @throws {UseError} where --url is no address
 */
export async function runDoctor(question: DoctorQuestion, on: CommandSurroundings): Promise<0 | 1> {
  const { time, variables, terminal } = on;
  const ourOrigin = readOurOrigin(question.url, variables);
  const { installation, settings } = readInstallation(variables);
  const read = await readPolicy(question.policy);
  const examine = (vault: Vault | undefined, about: readonly Examination[]): Promise<readonly CheckedFinding[]> => {
    const outside = composeExaminations(installation, read.policy ?? withoutPolicy, { time, ourOrigin, vault });
    const examinations = [settings, read.examination, ...storeExaminations(variables), ...about, ...outside];
    return examineAll(examinations, { time, limitMs }, new AbortController().signal);
  };
  const findings = await withVault(installation, time, (vault) => examine(vault, [])).catch((error: unknown) => {
    if (!(error instanceof StoreError || error instanceof VaultError)) throw error;
    return examine(undefined, [{ check: 'vault', examine: () => Promise.resolve([vaultFinding(error)]) }]);
  });
  const counts = countStates(findings);
  terminal.write(question.json ? `${JSON.stringify({ findings, counts })}\n` : reportOf(findings, terminal));
  return counts.fail > 0 ? 1 : 0;
}

/** The prefix nearly everybody has, so that a slip in the policy hides nothing of the helpdesk; and no channels. */
const withoutPolicy = { prefix: 'recourse_', alerts: undefined, ladder: [] } as const;

async function readPolicy(
  path: string,
): Promise<{ readonly policy: Policy | undefined; readonly examination: Examination }> {
  const check = 'policy';
  try {
    const policy = await loadPolicy(path);
    const what = `version ${policy.version}, approved by ${policy.approver} on ${policy.approvedOn}`;
    return { policy, examination: { check, examine: () => Promise.resolve([well(what)]) } };
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    const findings = error.issues.map(({ path: at, message, suggestion }) =>
      failing(at === '' ? message : `${message}, at ${at}`, suggestion ?? `mend it in ${path}`),
    );
    return { policy: undefined, examination: { check, examine: () => Promise.resolve(findings) } };
  }
}

const signs: Readonly<Record<FindingState, { readonly sign: string; readonly tone: Tone }>> = {
  ok: { sign: '✔', tone: 'good' },
  warn: { sign: '!', tone: 'notable' },
  fail: { sign: '✖', tone: 'bad' },
  unknown: { sign: '?', tone: 'notable' },
};

const titles: Readonly<Record<string, string>> = { zendesk: 'Zendesk', freshdesk: 'Freshdesk', slack: 'Slack' };

/** For a person: platform by platform, what was found and how to mend it. */
function reportOf(findings: readonly CheckedFinding[], terminal: Terminal): string {
  const { paint, width } = terminal;
  const nameOf = ({ check }: CheckedFinding): string => check.replace(/^(zendesk|freshdesk|slack) /u, '');
  const column = Math.max(...findings.map((one) => columnsOf(nameOf(one))));
  const indent = column + 6;
  const lines: string[] = [];
  let section = '';
  for (const finding of findings) {
    const title = titles[finding.check.split(' ')[0] ?? ''] ?? 'Here';
    if (title !== section) lines.push(...(section === '' ? [] : ['']), paint(title, 'strong'));
    section = title;
    const { sign, tone } = signs[finding.state];
    const [first = '', ...more] = wrap(finding.what, indent, width);
    lines.push(`  ${paint(sign, tone)} ${filled(nameOf(finding), column)}  ${first}`);
    lines.push(...more.map((line) => `${' '.repeat(indent)}${line}`));
    if (finding.mend === undefined) continue;
    const mend = wrap(`→ ${finding.mend}`, indent + 2, width);
    lines.push(...mend.map((line, i) => `${' '.repeat(indent + (i === 0 ? 0 : 2))}${paint(line, 'quiet')}`));
  }
  return `${lines.join('\n')}\n\n${summaryOf(findings, terminal)}\n`;
}

function summaryOf(findings: readonly CheckedFinding[], { paint }: Terminal): string {
  const { ok, warn, fail, unknown } = countStates(findings);
  const parts = [
    ...(fail > 0 ? [paint(`${fail} to mend`, 'bad')] : []),
    ...(warn > 0 ? [paint(`${warn} to know of`, 'notable')] : []),
    ...(unknown > 0 ? [paint(`${unknown} that could not be found out`, 'notable')] : []),
    paint(`${ok} in order`, 'good'),
  ];
  return parts.join(', ');
}
