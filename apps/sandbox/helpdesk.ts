import type { FakeZendesk } from './fake-zendesk/fake-zendesk.ts';
import type { TicketStatus } from '#core/ticket.ts';

/**
 * What the sandbox does with a company's helpdesk, whichever it is: what people do in it, what they see, and how it may
 * misbehave. `by` is an agent's e-mail address. Acts throw where the helpdesk refuses them.
 */
export interface Helpdesk extends Pick<
  FakeZendesk,
  | 'addAgent'
  | 'customerWrites'
  | 'customerReplies'
  | 'automaticReply'
  | 'changeTags'
  | 'changePriority'
  | 'merge'
  | 'deleteTicket'
  | 'tickets'
  | 'ticket'
  | 'subscribe'
  | 'faults'
> {
  agentReplies(
    id: string,
    reply: { readonly by: string; readonly text: string; readonly public: boolean; readonly status?: TicketStatus },
  ): void;
  changeStatus(id: string, change: { readonly by: string; readonly status: TicketStatus }): void;
  readonly webhooks: {
    setDials(dials: {
      readonly lateMs?: number;
      readonly doubleEvery?: number;
      readonly loseEvery?: number;
      readonly reorderEvery?: number;
    }): void;
  };
}
