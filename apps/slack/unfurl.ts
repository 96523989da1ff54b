import type { AlertMessage } from '#core/effect/effect.ts';
import type { Timekeeper } from '#integrations/contract.ts';
import { IntegrationError, PayloadError } from '#integrations/errors.ts';
import { readFailure } from '#integrations/slack/failure.ts';
import {
  normaliseLinks,
  normaliseRoom,
  renderUnfurls,
  type Room,
  type SharedLinks,
} from '#integrations/slack/links.ts';
import { withinLimit } from '#integrations/time-limit.ts';
import type { CallSlack } from '#integrations/slack/web-api.ts';
import type { FindPerson } from './people.ts';
import { createMemory } from './press.ts';
import type { ReportProblem } from './see-through.ts';

/** What is behind links; see `apps/runtime/shown-link.ts`. */
export interface Links {
  isOurs(address: string): boolean;
  /** What may be shown of one to all who read the channel; `undefined` for nothing. */
  show(
    link: { readonly address: string; readonly email: string | undefined; readonly channel: Room },
    signal: AbortSignal,
  ): Promise<AlertMessage | undefined>;
}

/** With what links are unfurled. */
export interface UnfurlParts {
  readonly links: Links;
  readonly callSlack: CallSlack;
  readonly findPerson: FindPerson;
  readonly time: Timekeeper;
  readonly report: ReportProblem;
}

/** Whoever writes more links than this writes a list, which says enough by itself. Our choice. */
const mostLinks = 3;
/** What is not there by then is not missed any more. */
const limitMs = 10_000;
/** A helpdesk that takes longer keeps none of the others' from being shown. */
const lookLimitMs = 7_000;

/**
 * Shows below a message what is behind its links to complaints. Never rejects and says nothing of what it does not show:
 * a link to nothing, to another company's helpdesk or to what may not be shown here look all the same.
 *
 * Nothing is shown of what a guest shares, and nothing where another company reads along. An event told twice is
 * answered once.
 */
export function createUnfurl(parts: UnfurlParts): (envelope: unknown) => Promise<void> {
  const { links, callSlack, time, report } = parts;
  const memory = createMemory(time);

  const show = async (shared: SharedLinks, ours: readonly string[], signal: AbortSignal): Promise<void> => {
    const channel = await roomOf(shared, callSlack, signal);
    const { email, isGuest } = await parts.findPerson(shared.user, shared.user);
    if (channel.isShared || isGuest || email === undefined) return;
    const shown = new Map<string, AlertMessage>();
    const looks = ours.map(async (address) => {
      const look = (signal: AbortSignal) => links.show({ address, email, channel }, signal);
      try {
        const card = await withinLimit(time, lookLimitMs, signal, look);
        if (card !== undefined) shown.set(address, card);
      } catch (error) {
        report(codeOf(error));
      }
    });
    await Promise.all(looks);
    if (shown.size === 0) return;
    const { channel: id, message } = shared;
    await callSlack('chat.unfurl', { channel: id, ts: message, unfurls: renderUnfurls(shown) }, signal);
  };

  return async (envelope) => {
    try {
      const shared = normaliseLinks(envelope);
      if (shared === undefined || shared.isShared) return;
      const ours = [...new Set(shared.links)].filter((address) => links.isOurs(address));
      if (ours.length === 0 || ours.length > mostLinks || !memory.isFirst(shared.id)) return;
      await withinLimit(time, limitMs, new AbortController().signal, (signal) => show(shared, ours, signal));
    } catch (error) {
      report(codeOf(error));
    }
  };
}

function codeOf(error: unknown): string {
  return error instanceof IntegrationError || error instanceof PayloadError ? error.code : 'SLACK_LINK_NOT_SHOWN';
}

/** Where the scope for it was not granted, the channel is known by its id, and by what the event says of it. */
async function roomOf({ channel }: SharedLinks, callSlack: CallSlack, signal: AbortSignal): Promise<Room> {
  try {
    return normaliseRoom(await callSlack('conversations.info', { channel }, signal));
  } catch (error) {
    if (readFailure(error).code !== 'missing_scope') throw error;
    return { id: channel, name: undefined, isShared: false };
  }
}
