import type { CuePacks } from '#core/complaint/cue-packs.ts';
import { readRecorded } from '#core/complaint/recorded.ts';
import type { TicketChange } from '#core/effect/effect.ts';
import { planChange } from '#core/effect/plan-change.ts';
import { readCompiledPolicy, type CompiledFault, type CompiledPolicy } from '#core/policy/compiled.ts';
import type { Policy } from '#core/policy/policy.ts';
import type { CalendarRange } from '#core/sla/calendar.ts';
import { standingOf, type Standing } from '#core/standing.ts';
import type { TicketRecord } from '#core/ticket.ts';
import type { Instant } from '#core/time.ts';
import { CuesNeeded } from './judge-words-later.ts';

/** How a ticket stands, and what it ought to show of that and does not. A panel posts nothing. */
export interface Seen extends Standing {
  readonly change: TicketChange | undefined;
}

/** A judgement, and the policy that made it. */
export interface Judged {
  readonly outcome: Seen;
  readonly policy: Policy;
}

/** Judges tickets by one policy. */
export interface PanelJudge {
  readonly prefix: string;
  /** What the record comes to by `now`. Fetches the cues where its words have to be read. */
  judge(record: TicketRecord, now: Instant): Promise<Judged>;
}

/** The packed policy cannot be used. */
export class PolicyError extends Error {
  readonly fault: CompiledFault;

  constructor(fault: CompiledFault) {
    super(`the policy cannot be used: ${fault}`);
    this.name = 'PolicyError';
    this.fault = fault;
  }
}

function needed(): never {
  throw new CuesNeeded('the cues have to be fetched');
}

/** Cues under the name of those that judged before; whoever wants to read with them learns that they are not there. */
function absentCues(id: string): CuePacks {
  return {
    id,
    languages: [],
    usual: 'en',
    byId: new Map(),
    rules: [],
    get quoting(): never {
      return needed();
    },
    languageOf: needed,
    packOf: needed,
  };
}

/**
 * The policy of a compiled one.
 *
 * @param years  for which calendars are laid out at first; others are answered as exactly
 * @throws {PolicyError}
 */
export function usablePolicy(compiled: unknown, cues: CuePacks, years?: CalendarRange): Policy {
  const read = readCompiledPolicy(compiled, cues, years);
  if ('fault' in read) throw new PolicyError(read.fault);
  return read.policy;
}

/**
 * A judge for the policy that was packed with the panel, or that the settings hold. A ticket that tells what was recognised
 * is judged by that; only for one whose words have to be read are the cues fetched.
 *
 * @param compiled  what `recourse check --compile` printed
 * @param years  see `usablePolicy`
 * @throws {PolicyError} for what is no policy
 */
export function createJudge(compiled: unknown, years?: CalendarRange): PanelJudge {
  const light = usablePolicy(compiled, absentCues(packOf(compiled)), years);
  let whole: Promise<Policy> | undefined;
  return {
    prefix: light.prefix,
    async judge(record, now) {
      const policy = whole === undefined ? named(light, record) : await whole;
      try {
        return { outcome: seen(record, policy, now), policy };
      } catch (error) {
        if (!(error instanceof CuesNeeded)) throw error;
        whole = import('./recognising.ts').then(({ wholePolicy }) => wholePolicy(compiled));
        const read = await whole;
        return { outcome: seen(record, read, now), policy: read };
      }
    },
  };
}

function seen(record: TicketRecord, policy: Policy, now: Instant): Seen {
  const standing = standingOf(record, policy, now);
  const { complaint, clocks, decisions } = standing;
  const change = complaint && planChange(decisions, { record, complaint, clocks, policy, now })?.change;
  return { ...standing, change };
}

function packOf(compiled: unknown): string {
  return (compiled as Partial<CompiledPolicy> | null)?.recognition?.pack ?? '';
}

/** What other cues found of words that have not changed holds until the server reads them again. */
function named(policy: Policy, record: TicketRecord): Policy {
  const recorded = readRecorded(record.fields.recognition);
  if (recorded === undefined || recorded.pack === policy.recognition.pack.id) return policy;
  return { ...policy, recognition: { ...policy.recognition, pack: absentCues(recorded.pack) } };
}
