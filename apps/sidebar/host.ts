import type { OwnFieldName } from '#integrations/read-own-fields.ts';
import type { TicketChange } from '#core/effect/effect.ts';
import type { TicketRecord } from '#core/ticket.ts';
import type { Instant } from '#core/time.ts';

/** Who looks at the panel, as the helpdesk knows them. */
export interface Viewer {
  readonly name: string;
  /** Whether the helpdesk lets them change tickets, as far as it tells. */
  readonly mayWrite: boolean;
  /** Names of their groups and roles: what a policy may name. */
  readonly groups: readonly string[];
}

/** A ticket as it was read just now. */
export interface SeenTicket {
  readonly record: TicketRecord;
  /** The helpdesk's own time when it answered. */
  readonly now: Instant;
  readonly viewer: Viewer;
  /** Our fields that the account does not have. */
  readonly lacking: readonly OwnFieldName[];
  /** The helpdesk's own code of the ticket's status, by which a save can set it again. */
  readonly statusCode: string;
}

/** What a person decided: one save. */
export interface PanelSave {
  readonly change: TicketChange;
  /** Ends the ticket with the same save. */
  readonly solve: boolean;
  /** Puts the ticket back into this status with the same save: a `statusCode` of before. */
  readonly reopenAs?: string | undefined;
}

/** Another ticket of the same person that was taken for a complaint, be it possibly. */
export interface EarlierTicket {
  readonly id: string;
  readonly subject: string;
  readonly createdAt: Instant;
  readonly isOpen: boolean;
}

export const hostFailures = ['offline', 'forbidden', 'closed', 'ended', 'gone', 'lacking', 'rejected', 'busy'] as const;
/**
 * Why a helpdesk did not do what was asked. `busy`: it may do it a moment later; `lacking`: the account does not have the
 * field; `rejected`: it refused for a reason that a person has to mend; `ended`: it was not asked, for the complaint that
 * it is about is open no more.
 */
export type HostFailure = (typeof hostFailures)[number];

/** The helpdesk failed or refused. Holds nothing of a ticket. */
export class HostError extends Error {
  readonly reason: HostFailure;

  constructor(reason: HostFailure, message: string) {
    super(message);
    this.name = 'HostError';
    this.reason = reason;
  }
}

/** What the panel needs of the helpdesk it stands in. All methods reject with HostError only. */
export interface PanelHost {
  /** BCP 47, as the viewer set it. */
  readonly locale: string;
  /** IANA name, or `undefined` for the browser's own. */
  readonly zone: string | undefined;
  /** The workspace's address, `https://acme.slack.com`, if the settings name it: it leads people of several workspaces right. */
  readonly slackUrl: string | undefined;
  read(prefix: string): Promise<SeenTicket>;
  /** One save, refused with `conflict` where the ticket moved on since it was seen. */
  save(seen: SeenTicket, save: PanelSave, prefix: string): Promise<'written' | 'conflict'>;
  /** Other complaints of the same person, the newest first. */
  earlier(seen: SeenTicket): Promise<readonly EarlierTicket[]>;
  /** Puts words into the reply box, where the agent may change and send them. Sends nothing. */
  draft(text: string): Promise<void>;
  openTicket(id: string): Promise<void>;
  /** Calls `again` when the ticket may have changed. */
  watch(on: { readonly again: () => void }): void;
  /** Tells the helpdesk how high the panel is. */
  fit(height: number): void;
}
