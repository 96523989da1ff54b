import { agents, supervisors } from './company/people.ts';
import type { CompanyDay } from './company-day.ts';
import { account, type Fakes } from './fakes.ts';
import { SandboxError, type SandboxModel, type TicketAddress } from './model.ts';

/** The visitor answers tickets as this agent, and presses buttons as this supervisor. */
export const you = { agent: agents.priya, supervisor: supervisors.dev } as const;

export type VisitorActs = Pick<SandboxModel, 'createTicket' | 'reply' | 'changeStatus' | 'changeTags' | 'press'>;

/** The id of a ticket of the company. @throws {SandboxError} SANDBOX_NO_SUCH_TICKET */
export function findTicket({ platform, account: named = account, id }: TicketAddress, { zendesk }: Fakes): string {
  const ticket = platform === 'zendesk' && named === account ? zendesk.ticket(id) : undefined;
  if (ticket !== undefined) return ticket.id;
  throw new SandboxError('SANDBOX_NO_SUCH_TICKET', `There is no ticket ${id} of ${platform} ${named}.`, 404);
}

/**
 * What a visitor does in the helpdesk and in Slack, each answered when what follows at once has been done.
 *
 * @param on.addresses  e-mail addresses by name; those of new customers are added
 */
export function createVisitor(on: {
  readonly fakes: Fakes;
  readonly addresses: Map<string, string>;
  readonly settle: () => Promise<void>;
  /** Time may stand still: then what is done here moves it by as much as it needs. */
  readonly finish: CompanyDay['finish'];
}): VisitorActs {
  const { zendesk, slack } = on.fakes;
  const by = you.agent.email;
  const doing = async (address: TicketAddress, act: (id: string) => void): Promise<void> => {
    const id = findTicket(address, on.fakes);
    try {
      act(id);
    } catch {
      throw new SandboxError('SANDBOX_REFUSED', 'The helpdesk refused: the ticket is closed, merged or gone.', 409);
    }
    await on.settle();
  };
  return {
    async createTicket({ platform, account: named = account, from, subject, text }) {
      if (platform !== 'zendesk' || named !== account) {
        throw new SandboxError('SANDBOX_NO_SUCH_DESK', `There is no ${platform} ${named}; zendesk ${account} is.`, 404);
      }
      on.addresses.set(from.name, from.email);
      const id = zendesk.customerWrites({ from, subject, text, channel: 'web' });
      await on.settle();
      return { platform, account, id };
    },
    reply: ({ text, public: isPublic, status, ...address }) =>
      doing(address, (id) => zendesk.agentReplies(id, { by, text, public: isPublic, status })),
    changeStatus: ({ status, ...address }) => doing(address, (id) => zendesk.changeStatus(id, { by, status })),
    changeTags: ({ add, remove, ...address }) => doing(address, (id) => zendesk.changeTags(id, { by, add, remove })),
    async press({ channel, ts, action }) {
      const actionId = action.startsWith('recourse_') ? action : `recourse_${action}`;
      const pressed = await on.finish(() => slack.press({ channel, ts, actionId, by: you.supervisor.name }));
      if (!pressed.ok) {
        const why = pressed.problem ?? `the server answered ${String(pressed.status)}`;
        throw new SandboxError('SANDBOX_PRESS_FAILED', `The button was not pressed: ${why}.`, 409);
      }
      await on.settle();
    },
  };
}
