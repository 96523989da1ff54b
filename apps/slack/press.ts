import type { TicketRef } from '#core/ticket.ts';
import type { Instant } from '#core/time.ts';
import type { Timekeeper } from '#integrations/contract.ts';
import { IntegrationError, PayloadError } from '#integrations/errors.ts';
import {
  normalisePlace,
  normalisePress,
  type OfferedPress,
  type Pressed,
  type PressedAt,
} from '#integrations/slack/normalise.ts';
import { plain } from '#integrations/slack/text.ts';
import type { CallSlack } from '#integrations/slack/web-api.ts';
import type { FindPerson, SlackPerson } from './people.ts';
import type { ReportProblem } from './receiver.ts';

/** A person pressed a button of one of our messages. */
export interface SlackPress {
  readonly ticket: TicketRef;
  readonly action: OfferedPress;
  readonly by: SlackPerson;
  readonly channel: string;
  /** The message the button stands on. */
  readonly message: string;
  /** The head of its thread, where that message is a reply. */
  readonly thread: string | undefined;
  /** The mark the message carries (`k` of the alert protocol), by which one that no ledger knows can be adopted. */
  readonly mark: string | undefined;
  readonly at: Instant;
}

/** What became of a press. `say` is told to the person who pressed, and to nobody else. */
export interface PressOutcome {
  readonly outcome: 'done' | 'already' | 'refused';
  readonly say?: string;
}

/** Carries out a press; safe to repeat. */
export type OnPress = (press: SlackPress) => Promise<PressOutcome>;

/** With what presses are carried out. */
export interface PressParts {
  readonly callSlack: CallSlack;
  readonly findPerson: FindPerson;
  readonly time: Timekeeper;
  readonly onPress: OnPress;
  readonly report: ReportProblem;
}

/** A press is remembered this long, and so many of them: Slack may tell us of one twice, not of one long past. */
const rememberedMs = 600_000;
const mostRemembered = 10_000;
const longestSay = 1_000;

const unknownButton = 'This button does not work any more. Please open the ticket instead.';

function sayFailure(error: unknown): string {
  const code = error instanceof IntegrationError ? ` (${error.code})` : '';
  return `That did not work${code}: the ticket may not have been changed. Please try again, or open the ticket.`;
}

function sayOutcome({ outcome, say }: PressOutcome): string | undefined {
  if (say !== undefined && say !== '') return say;
  if (outcome === 'already') return 'Somebody has already done this.';
  return outcome === 'refused' ? 'This cannot be done now.' : undefined;
}

/** The presses of late. */
interface Memory {
  /** Whether a press is the first of its id; remembers it. */
  isFirst(id: string): boolean;
  /** Forgets one that came to nothing. */
  forget(id: string): void;
}

function createMemory(time: Timekeeper): Memory {
  const seen = new Map<string, Instant>();
  return {
    isFirst(id) {
      const before = time.now() - rememberedMs;
      for (const [old, at] of seen) {
        if (at > before && seen.size <= mostRemembered) break;
        seen.delete(old);
      }
      if (seen.has(id)) return false;
      seen.set(id, time.now());
      return true;
    },
    forget: (id) => void seen.delete(id),
  };
}

/**
 * Takes a `block_actions` payload of one of our buttons and sees the press through, answer to the presser included.
 * Never rejects; a press told twice is carried out once.
 */
export function createTakePress(parts: PressParts): (payload: unknown) => Promise<void> {
  const { callSlack, findPerson, time, onPress, report } = parts;
  const memory = createMemory(time);

  const tell = async ({ user, channel, thread }: PressedAt, words: string): Promise<void> => {
    if (channel === undefined) return;
    const text = plain(words, longestSay);
    const args = { channel, user, text, parse: 'none', link_names: false };
    await callSlack('chat.postEphemeral', thread === undefined ? args : { ...args, thread_ts: thread }).catch(() => {
      report('SLACK_ANSWER_NOT_SHOWN');
    });
  };

  const carryOut = async (pressed: Pressed): Promise<string | undefined> => {
    const { ticket, action, channel, message, thread, mark } = pressed;
    const at = time.now();
    try {
      const by = await findPerson(pressed.user, pressed.shownName);
      return sayOutcome(await onPress({ ticket, action, by, channel, message, thread, mark, at }));
    } catch (error) {
      memory.forget(pressed.id);
      report(error instanceof IntegrationError ? error.code : 'SLACK_PRESS_FAILED');
      return sayFailure(error);
    }
  };

  return async (payload) => {
    try {
      const place = normalisePlace(payload);
      let words: string | undefined;
      try {
        const pressed = normalisePress(payload);
        words = memory.isFirst(pressed.id) ? await carryOut(pressed) : undefined;
      } catch (error) {
        if (!(error instanceof PayloadError)) throw error;
        report(error.code);
        words = unknownButton;
      }
      if (words !== undefined) await tell(place, words);
    } catch (error) {
      report(error instanceof PayloadError ? error.code : 'SLACK_PRESS_FAILED');
    }
  };
}
