import type { KnownBlock } from '@slack/types';
import type { Listed, LookedUp, Unheard, View } from '#apps/runtime/look-up.ts';
import { IntegrationError } from '#integrations/errors.ts';
import type { Instant } from '#core/time.ts';
import type { normaliseCommand } from '#integrations/slack/normalise.ts';
import { listBlocks, note } from '#integrations/slack/list-blocks.ts';
import type { FindPerson, SlackPerson } from './people.ts';
import { guestsMayNot } from './press.ts';
import type { ReportProblem } from './see-through.ts';

/** What the lists are made of; see `apps/runtime/look-up.ts`. */
export interface Complaints {
  /** What time it is at the helpdesks: by it something is overdue or not. */
  now(): Instant;
  /** @param channel  where the answer is read, by its id and its name */
  list(view: View, by: SlackPerson, channel: readonly string[]): Promise<Listed>;
  lookUp(id: string, channel: readonly string[]): Promise<LookedUp>;
}

/** What is answered to who typed the command, and to nobody else. */
export interface CommandAnswer {
  readonly text: string;
  readonly blocks: KnownBlock[];
}

/** With what commands are answered. */
export interface CommandParts {
  readonly complaints: Complaints;
  readonly findPerson: FindPerson;
  readonly report: ReportProblem;
}

const help = [
  '*/complaints open*  all that is open, the most urgent first',
  '*/complaints mine*  what is assigned to you in the helpdesk',
  '*/complaints due today*  what falls due today, or is overdue',
  '*/complaints 1042*  how the complaint of that ticket stands',
  '*/complaints help*  this',
].join('\n');

const titles: Readonly<Record<View, string>> = {
  open: 'Open complaints',
  mine: 'Your complaints',
  today: 'Due today, or overdue',
};

const words: ReadonlyMap<string, View> = new Map([
  ['open', 'open'],
  ['', 'open'],
  ['mine', 'mine'],
  ['due today', 'today'],
  ['due', 'today'],
  ['today', 'today'],
]);

type Typed = ReturnType<typeof normaliseCommand>;

interface Asking {
  readonly by: SlackPerson;
  readonly channel: readonly string[];
}

/** Answers `/complaints TEXT`. Never rejects: a helpdesk that does not answer is said so. */
export function createAnswerCommand(parts: CommandParts): (typed: Typed) => Promise<CommandAnswer> {
  const { findPerson, report } = parts;
  return async ({ text, user, name, channel }) => {
    try {
      const by = await findPerson(user, name);
      return by.isGuest
        ? say(guestsMayNot)
        : await answer(text.trim().toLowerCase().replaceAll(/\s+/gu, ' '), { by, channel }, parts);
    } catch (error) {
      const code = error instanceof IntegrationError ? error.code : 'SLACK_COMMAND_FAILED';
      report(code);
      return say(`That did not work (${code}). Please try again in a minute.`);
    }
  };
}

async function answer(asked: string, { by, channel }: Asking, parts: CommandParts): Promise<CommandAnswer> {
  const { complaints } = parts;
  if (asked === 'help') return helpful('What you can ask for');
  const view = words.get(asked);
  if (view !== undefined) {
    const listed = await complaints.list(view, by, channel);
    return without(listed.unheard, listOf(titles[view], listed, complaints.now()), parts);
  }
  const id = /^(?:ticket )?#?0*(\d{1,18})$/u.exec(asked)?.[1];
  return id === undefined
    ? helpful('That is nothing you can ask for. What you can:')
    : await oneTicket(id, channel, parts);
}

/** Where a helpdesk was not heard, nobody knows that there is nothing. */
function listOf(title: string, { complaints, unheard }: Listed, now: Instant): CommandAnswer {
  if (complaints.length === 0 && unheard.length > 0) return say(`${title}: none was found.`);
  const count = `${title}: ${complaints.length}`;
  return { text: count, blocks: listBlocks(count, complaints, now) };
}

async function oneTicket(id: string, channel: readonly string[], parts: CommandParts): Promise<CommandAnswer> {
  const { complaints } = parts;
  const { tickets, unheard } = await complaints.lookUp(id, channel);
  const open = tickets.flatMap(({ complaint }) => complaint ?? []);
  const title = `Ticket ${id}`;
  const nowhere = unheard.length === 0 ? `There is no ticket ${id}.` : `No ticket ${id} was found.`;
  const found =
    open.length > 0
      ? { text: title, blocks: listBlocks(title, open, complaints.now()) }
      : say(tickets.length === 0 ? nowhere : `${title} is no open complaint.`);
  return without(unheard, found, parts);
}

/** An answer that says whose complaints may be missing in it. */
function without(unheard: readonly Unheard[], answer: CommandAnswer, { report }: CommandParts): CommandAnswer {
  for (const { code } of unheard) report(code);
  if (unheard.length === 0) return answer;
  const missing = note(`Something may be missing here: ${saidOf(unheard)}. Please ask again in a minute.`);
  return { ...answer, blocks: [...answer.blocks, missing] };
}

const listing = new Intl.ListFormat('en-GB');

/** Which helpdesks were not heard, for people. */
export function saidOf(unheard: readonly Unheard[]): string {
  const names = listing.format(unheard.map(({ helpdesk }) => helpdesk));
  const codes = new Set(unheard.map(({ code }) => code));
  return `${names} cannot be asked now (${[...codes].join(', ')})`;
}

function say(text: string): CommandAnswer {
  return { text, blocks: [note(text)] };
}

function helpful(title: string): CommandAnswer {
  return {
    text: title,
    blocks: [note(title), { type: 'section', text: { type: 'mrkdwn', text: help } }],
  };
}
