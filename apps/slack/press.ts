import { snoozeChoices } from '#core/effect/snooze.ts';
import { DAY_MS, type Instant } from '#core/time.ts';
import type { Press, Presser } from '#apps/runtime/press.ts';
import type { Timekeeper } from '#integrations/contract.ts';
import { IntegrationError, PayloadError } from '#integrations/errors.ts';
import { normalisePlace, normalisePress, type Pressed, type PressedAt } from '#integrations/slack/normalise.ts';
import { renderForm } from '#integrations/slack/forms.ts';
import { said } from '#integrations/slack/list-blocks.ts';
import { detailsChoice, formKinds } from '#integrations/slack/payload.ts';
import type { CallSlack } from '#integrations/slack/web-api.ts';
import type { Details } from './details.ts';
import type { ShowHome } from './home.ts';
import type { FindPerson } from './people.ts';
import type { ReportProblem } from './see-through.ts';

/** A person pressed a button of one of our messages, or filled in a form that one of them opened. */
export type SlackPress = Press & PressedWhere;

/** Where in Slack it was done. */
export interface PressedWhere {
  /** `undefined` in the app's Home. */
  readonly channel: string | undefined;
  /** The message the button stands on, or the modal where that was opened from the Home. */
  readonly message: string;
  /** The head of its thread, where that message is a reply. */
  readonly thread: string | undefined;
  /** The mark the message carries (`k` of the alert protocol), by which one that no ledger knows can be adopted. */
  readonly mark: string | undefined;
}

/** What became of a press. `say` is told to the person who pressed, and to nobody else. */
export interface PressOutcome {
  readonly outcome: 'done' | 'already' | 'refused';
  readonly say?: string;
}

/** Carries out a press; safe to repeat. */
export type OnPress = (press: SlackPress) => Promise<PressOutcome>;

/** With what presses are carried out, and forms. */
export interface PressParts {
  readonly callSlack: CallSlack;
  readonly findPerson: FindPerson;
  readonly time: Timekeeper;
  readonly onPress: OnPress;
  readonly report: ReportProblem;
  /** The modals with all that a card offers: where one is open, what a press comes to shows in it. */
  readonly details: Details;
  readonly showHome: ShowHome;
}

/** A press is remembered this long, and so many of them: Slack may tell us of one twice, not of one long past. */
const rememberedMs = 600_000;
const mostRemembered = 10_000;
/** Our clock may be wrong by hours, Slack's is not; what differs by more than this is no instant of a press. */
const clocksDifferMs = DAY_MS;

const unknownButton = 'This button does not work any more. Please open the ticket instead.';

/** What a guest of the workspace is told: a shared channel makes nobody a colleague. */
export const guestsMayNot = 'Only members of this workspace can do this, not guests.';

/** What is told to the person where something went wrong; the ticket may have been changed or not. */
export function sayFailure(error: unknown): string {
  const code = error instanceof IntegrationError ? ` (${error.code})` : '';
  return `That did not work${code}: the ticket may not have been changed. Please try again, or open the ticket.`;
}

/** What is told to the person; `undefined` where what they did shows by itself. */
export function sayOutcome({ outcome, say }: PressOutcome): string | undefined {
  if (say !== undefined && say !== '') return say;
  if (outcome === 'already') return 'Somebody has already done this.';
  return outcome === 'refused' ? 'This cannot be done now.' : undefined;
}

/** The presses of late. */
export interface Memory {
  /** Whether a press is the first of its id; remembers it. */
  isFirst(id: string): boolean;
  /** Forgets one that came to nothing. */
  forget(id: string): void;
}

/** Remembers nothing yet. */
export function createMemory(time: Timekeeper): Memory {
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

/** Tells one person something in the channel where they are. @returns `false` where it cannot be told there */
export function createTell(
  callSlack: CallSlack,
  report: ReportProblem,
): (at: PressedAt, words: string) => Promise<boolean> {
  return async ({ user, channel, thread }, words) => {
    if (channel === undefined) return false;
    const block = said(words);
    const args = { channel, user, text: block.text.text, blocks: [block], parse: 'none', link_names: false };
    try {
      await callSlack('chat.postEphemeral', thread === undefined ? args : { ...args, thread_ts: thread });
      return true;
    } catch {
      report('SLACK_ANSWER_NOT_SHOWN');
      return false;
    }
  };
}

/** Tells one person what came of what they did, where they did it: in a channel, or in the Home, which is none. */
export function createAnswer({
  callSlack,
  report,
  showHome,
}: Pick<PressParts, 'callSlack' | 'report' | 'showHome'>): (at: PressedAt, words: string) => Promise<void> {
  const tell = createTell(callSlack, report);
  return async (at, words) => {
    if (at.channel === undefined) await showHome(at, words);
    else await tell(at, words);
  };
}

/**
 * The instant by which the ticket remembers a press. Slack's own, wherever it can be believed: told again to another
 * process, the press is known there by it.
 */
function atOf({ at }: Pressed, now: Instant): Instant {
  return at !== undefined && Math.abs(now - at) <= clocksDifferMs ? at : now;
}

/** `undefined` for a choice that no menu of ours offers. */
function pressOf(pressed: Pressed, by: Presser, at: Instant): SlackPress | undefined {
  const { ticket, action, channel, message = pressed.view ?? '', thread, mark } = pressed;
  const where = { ticket, by, at, channel, message, thread, mark };
  if (action === 'more') return undefined;
  if (action !== 'snooze') return { ...where, action };
  const until = snoozeChoices.find((one) => one === pressed.choice);
  return until === undefined ? undefined : { ...where, action, until };
}

/**
 * Takes a `block_actions` payload of one of our buttons and sees the press through, answer to the presser included.
 * Never rejects; a press told twice is carried out once.
 */
export function createTakePress(parts: PressParts): (payload: unknown) => Promise<void> {
  const { callSlack, findPerson, time, onPress, report, details, showHome } = parts;
  const memory = createMemory(time);
  const answer = createAnswer(parts);

  const carryOut = async (pressed: Pressed): Promise<string | undefined> => {
    try {
      if (pressed.action === 'more') return await openForm(pressed);
      const by = await findPerson(pressed.user, pressed.shownName);
      if (by.isGuest) return guestsMayNot;
      const press = pressOf(pressed, by, atOf(pressed, time.now()));
      return press === undefined ? unknownButton : sayOutcome(await onPress(press));
    } catch (error) {
      memory.forget(pressed.id);
      report(error instanceof IntegrationError ? error.code : 'SLACK_PRESS_FAILED');
      return sayFailure(error);
    }
  };

  /** A modal has to open within three seconds of the press: nothing else is asked before. */
  const openForm = async (pressed: Pressed): Promise<string | undefined> => {
    const { choice, trigger, view } = pressed;
    if (trigger === undefined) return unknownButton;
    if (choice === detailsChoice) {
      await details.open({ ...pressed, trigger }, guestsMayNot);
      return undefined;
    }
    const kind = formKinds.find((one) => one === choice);
    if (kind === undefined) return unknownButton;
    const method = view === undefined ? 'views.open' : 'views.push';
    await callSlack(method, { trigger_id: trigger, view: renderForm({ ...pressed, kind }) });
    return undefined;
  };

  /** In the modal where it was pressed, if it was in one: there it is seen, and what else has changed by it. */
  const isToldInModal = async (pressed: Pressed, words: string | undefined): Promise<boolean> => {
    const { view, action } = pressed;
    if (view === undefined || (action === 'more' && words === undefined)) return false;
    if (await details.refresh({ ...pressed, view }, words)) return true;
    // Closed before it was done, the modal had the Home below it brought up to date too early.
    if (words !== undefined || pressed.channel !== undefined) return false;
    await showHome(pressed);
    return true;
  };

  return async (payload) => {
    try {
      const place = normalisePlace(payload);
      let words: string | undefined;
      try {
        const pressed = normalisePress(payload);
        if (!memory.isFirst(pressed.id)) return;
        words = await carryOut(pressed);
        if (await isToldInModal(pressed, words)) return;
      } catch (error) {
        if (!(error instanceof PayloadError)) throw error;
        report(error.code);
        words = unknownButton;
      }
      if (words !== undefined) await answer(place, words);
    } catch (error) {
      report(error instanceof PayloadError ? error.code : 'SLACK_PRESS_FAILED');
    }
  };
}
