import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { LedgerEntry, PressAction } from '#core/effect/ledger.ts';
import type { Outcome } from '#core/pipeline.ts';
import type { Policy } from '#core/policy/policy.ts';
import type { PolicySource } from '#core/policy/schema.ts';
import { asOf } from '#core/report/as-of.ts';
import type { Clock } from '#core/sla/clock.ts';
import type { TicketRecord } from '#core/ticket.ts';
import { toIso, type Instant } from '#core/time.ts';
import { instantOf, recordOf, type Line, type Ticket } from './a-record.ts';
import { settle, type Settled } from './performer.ts';
import { samplePolicy } from './policy/sample-policy.ts';

/** What somebody asks of a story at an instant; what is not named is not looked at. */
interface Check {
  readonly now: string;
  /** The policy as it was edited by then. */
  readonly policy?: Partial<PolicySource>;
  /** Nothing ran since the check before. */
  readonly down?: true;
  /** `acknowledge` is the first run of that obligation, `acknowledge#2` the second: status, and `due` instant. */
  readonly clocks?: Readonly<Record<string, string>>;
  readonly clockCount?: number;
  readonly stage?: string;
  /** What was posted since the check before, as `obligation:step`. */
  readonly alerts?: readonly string[];
  /** Where each of them was posted: `complaints`, or `complaints, in a thread`. */
  readonly where?: readonly string[];
  /** The headline of the last of them. */
  readonly says?: string;
  /** What quiet hours hold back, as `obligation:step`. */
  readonly held?: readonly string[];
  /** Our tags, without prefix; `!open`: not there. */
  readonly tags?: readonly string[];
  readonly wakeAt?: string | null;
  /** The card's headline. */
  readonly card?: string;
  /** Whether the card offers to acknowledge. */
  readonly offersAcknowledge?: boolean;
}

interface Story {
  readonly name: string;
  readonly policy?: Partial<PolicySource>;
  readonly ticket?: Omit<Ticket, 'timeline' | 'ledger'>;
  readonly timeline?: readonly Line[];
  readonly presses?: readonly {
    readonly at: string;
    readonly action: PressAction;
    readonly by: string;
    readonly until?: string;
  }[];
  readonly checks?: readonly Check[];
  /** When a complaint is received, when it is due, and by which obligation. */
  readonly cases?: readonly (readonly [string, string, string])[];
}

/** What people say in stories, where it matters only what it does. */
const says: Readonly<Record<string, string>> = {
  '@complaint': 'I am writing to make a formal complaint. The table I ordered came broken and nobody answers.',
  '@question': 'Could you tell me what your opening hours are?',
  '@doubtful': "I don't like to make a fuss, but the grey isn't really the grey we were shown.",
  '@angry': 'This is not good enough. I am still not satisfied with how you handled my complaint.',
  '@thanks': 'Thank you, that is great.',
  '@ack': 'We have received your complaint and will be in touch.',
  '@substantive': 'We have refunded you in full and are sorry about the delay.',
  '@holding':
    'We are still investigating because the workshop is closed, and we expect to reply by 20 November. If you are not content you may refer your complaint to the ombudsman.',
  '@final':
    'This is our final response: we uphold your complaint. You can refer it to the Housing Ombudsman within twelve months.',
  '@summary':
    'We consider your complaint now resolved. If you are not content you may refer it to the Financial Ombudsman.',
};

const folder = new URL('../fixtures/stories/', import.meta.url);

for (const file of readdirSync(folder).filter((name) => name.endsWith('.json'))) {
  const stories = JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as readonly Story[];
  describe(file.replace('.json', '').replaceAll('-', ' '), () => {
    test.each(stories.map((story) => [story.name, story] as const))('%s', (_, story) => {
      for (const one of story.cases ?? []) checkCase(story, one);
      tell(story);
    });
  });
}

function checkCase(story: Story, [receivedAt, due, obligation]: readonly [string, string, string]): void {
  const record = recordOf({
    ...story.ticket,
    timeline: [spoken({ at: receivedAt, who: 'complainant', says: '@complaint' })],
  });
  const { clocks } = settle(record, policyOf(story), instantOf(receivedAt)).outcome;
  const found = clocks.find((clock) => clock.obligation.id === obligation);
  expect(found && toIso(found.dueAt ?? 0), `${obligation} of ${receivedAt}`).toBe(toIso(instantOf(due)));
}

interface Lived {
  readonly record: TicketRecord;
  readonly outcome: Outcome;
  readonly posted: readonly string[];
  readonly effects: Settled['said'];
}

function tell(story: Story): void {
  const whole = recordOf({
    ...story.ticket,
    timeline: (story.timeline ?? []).map(spoken),
    ledger: (story.presses ?? []).map(({ until, ...press }): LedgerEntry => ({
      ...press,
      kind: 'pressed',
      at: instantOf(press.at),
      ...(until === undefined ? {} : { until: instantOf(until) }),
    })),
  });
  let kept: TicketRecord | undefined;
  let from = whole.createdAt;
  for (const check of story.checks ?? []) {
    const now = instantOf(check.now);
    const lived = liveUntil({ whole, kept, policy: policyOf(story, check) }, check.down === true ? now : from, now);
    verify(check, lived, policyOf(story, check));
    kept = lived.record;
    from = now;
  }
}

/** Looks at the ticket whenever it changes or wakes, as the shell does, and performs what is due. */
function liveUntil(
  story: { readonly whole: TicketRecord; readonly kept: TicketRecord | undefined; readonly policy: Policy },
  from: Instant,
  now: Instant,
): Lived {
  const { whole, policy } = story;
  const changes = [...whole.timeline, ...whole.ledger].map((entry) => entry.at);
  const posted: string[] = [];
  const effects: Settled['said'][number][] = [];
  let { kept } = story;
  let at = from;
  for (let steps = 0; steps < 500; steps += 1) {
    const settled: Settled = settle(stateAt(whole, kept, at), policy, at);
    posted.push(...settled.posted);
    effects.push(...settled.said);
    kept = settled.record;
    if (at === now) return { record: settled.record, outcome: settled.outcome, posted, effects };
    at = Math.min(now, settled.outcome.wakeAt ?? now, ...changes.filter((change) => change > at));
  }
  throw new Error('the story does not come to its check');
}

/** The ticket as the helpdesk has it at an instant: what people did by then, and what we wrote before. */
function stateAt(whole: TicketRecord, kept: TicketRecord | undefined, at: Instant): TicketRecord {
  const people = asOf(whole, at);
  if (kept === undefined) return people;
  const ours = kept.ledger.filter((entry) => entry.kind !== 'pressed');
  const { recognition, closing } = kept.fields;
  return {
    ...people,
    tags: kept.tags,
    fields: { ...people.fields, recognition, closing },
    ledger: [...ours, ...people.ledger],
  };
}

function verify(check: Check, { outcome, record, posted, effects }: Lived, policy: Policy): void {
  const at = `at ${check.now}`;
  const said = Object.fromEntries(
    Object.keys(check.clocks ?? {}).map((name) => [name, clockText(outcome.clocks, name)]),
  );
  if (check.clocks !== undefined) expect(said, at).toEqual(mapValues(check.clocks, withIso));
  if (check.clockCount !== undefined) expect(outcome.clocks.length, at).toBe(check.clockCount);
  if (check.stage !== undefined) expect(outcome.complaint?.stage ?? 'none', at).toBe(check.stage);
  if (check.alerts !== undefined) {
    expect(
      posted.map((key) => key.split(':').slice(0, 2).join(':')),
      at,
    ).toEqual(check.alerts);
  }
  verifySaid(check, effects);
  verifyTags(check, record, policy);
  verifyOutlook(check, outcome);
}

function verifySaid(check: Check, effects: Lived['effects']): void {
  const at = `at ${check.now}`;
  if (check.where !== undefined) {
    const where = effects.map(({ channel, under }) => (under === undefined ? channel : `${channel}, in a thread`));
    expect(where, at).toEqual(check.where);
  }
  if (check.says !== undefined) expect(effects.at(-1)?.alert.headline, at).toBe(check.says);
}

function verifyTags(check: Check, record: TicketRecord, policy: Policy): void {
  for (const tag of check.tags ?? []) {
    const wanted = !tag.startsWith('!');
    expect(record.tags.includes(policy.prefix + tag.replace('!', '')), `${tag} at ${check.now}`).toBe(wanted);
  }
}

function verifyOutlook(check: Check, outcome: Outcome): void {
  const at = `at ${check.now}`;
  if (check.held !== undefined) {
    const held = outcome.decisions.flatMap((decision) => (decision.kind === 'held' ? [decision.key] : []));
    expect(
      held.map((key) => key.split(':').slice(0, 2).join(':')),
      at,
    ).toEqual(check.held);
  }
  if (check.wakeAt !== undefined) {
    expect(outcome.wakeAt === undefined ? null : toIso(outcome.wakeAt), at).toBe(
      check.wakeAt === null ? null : toIso(instantOf(check.wakeAt)),
    );
  }
  const card = outcome.effects.find((effect) => effect.kind === 'update-card');
  const shown = card?.kind === 'update-card' ? card.alert : undefined;
  if (check.card !== undefined) expect(shown?.headline, at).toBe(check.card);
  if (check.offersAcknowledge !== undefined) {
    expect(shown?.actions.includes('acknowledge'), at).toBe(check.offersAcknowledge);
  }
}

function clockText(clocks: readonly Clock[], name: string): string {
  const [id, run = '1'] = name.split('#');
  const clock = clocks.filter((clock) => clock.obligation.id === id)[Number(run) - 1];
  if (clock === undefined) return 'none';
  return clock.dueAt === undefined ? clock.status : `${clock.status} due ${toIso(clock.dueAt)}`;
}

function withIso(text: string): string {
  return text.replace(/ due (.+)$/, (_, due: string) => ` due ${toIso(instantOf(due))}`);
}

function mapValues(of: Readonly<Record<string, string>>, by: (value: string) => string): Record<string, string> {
  return Object.fromEntries(Object.entries(of).map(([key, value]) => [key, by(value)]));
}

function spoken(line: Line): Line {
  return line.says === undefined ? line : { ...line, says: says[line.says] ?? line.says };
}

function policyOf(story: Story, check: Pick<Check, 'policy'> = {}): Policy {
  const key = JSON.stringify([story.policy, check.policy]);
  const policy = compiled.get(key) ?? samplePolicy({ ...story.policy, ...check.policy });
  compiled.set(key, policy);
  return policy;
}

const compiled = new Map<string, Policy>();
