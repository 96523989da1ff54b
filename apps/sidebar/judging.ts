import type { CuePacks } from '#core/complaint/cue-packs.ts';
import { readRecorded } from '#core/complaint/recorded.ts';
import { readCompiledPolicy, type CompiledFault, type CompiledPolicy } from '#core/policy/compiled.ts';
import type { Policy } from '#core/policy/policy.ts';
import type { CalendarRange } from '#core/sla/calendar.ts';
import { standingOf, type Standing } from '#core/standing.ts';
import type { TicketRecord } from '#core/ticket.ts';
import type { Instant } from '#core/time.ts';
import { CuesNeeded } from './judge-words-later.ts';
import { fetchReplyWords, ReplyWordsNeeded } from './reply-words-later.ts';

/** A judgement, and the policy that made it. */
export interface Judged {
  readonly outcome: Standing;
  readonly policy: Policy;
}

/** Judges tickets by one policy. */
export interface PanelJudge {
  readonly prefix: string;
  /** What the record comes to by `now`. Fetches what its words have to be read with. */
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

/** The cues, and the words of one language. */
const mostFetched = 2;

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
 * is judged by that; only for one whose words have to be read are the cues fetched, and what people say in a language for
 * one that is not in English.
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
      for (let fetched = 0; ; fetched += 1) {
        const policy = whole === undefined ? named(light, record) : await whole;
        try {
          return { outcome: standingOf(record, policy, now), policy };
        } catch (error) {
          if (fetched === mostFetched) throw error;
          if (error instanceof CuesNeeded) {
            whole = import('./recognising.ts').then(({ wholePolicy }) => wholePolicy(compiled));
            // Whoever tries again shall not meet the failure of before.
            whole.catch(() => {
              whole = undefined;
            });
          } else if (error instanceof ReplyWordsNeeded) await fetchReplyWords(error);
          else throw error;
        }
      }
    },
  };
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
