import type { Priority, Role, TicketStatus } from '#core/ticket.ts';

/** A comment as an agent would see it. `at` is ISO 8601 with milliseconds, `author` a name. */
export interface CommentView {
  readonly id: string;
  readonly at: string;
  readonly author: string;
  readonly role: Role;
  readonly public: boolean;
  readonly text: string;
}

/** A ticket as an agent would see it; custom fields by their keys, empty ones left out. */
export interface TicketView {
  readonly id: string;
  readonly subject: string;
  readonly status: TicketStatus;
  readonly priority: Priority | null;
  readonly tags: readonly string[];
  readonly fields: Readonly<Record<string, string>>;
  readonly comments: readonly CommentView[];
  readonly assignee: string | undefined;
  readonly requester: string;
  readonly channel: string;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly archived: boolean;
}
