import type { CompanyDay, WorkingCompany } from './company-day.ts';
import { slackCommand, slackShortcut } from '#integrations/slack/scopes.ts';
import type { Interacted } from './fake-slack/interact.ts';
import {
  SandboxError,
  type FormProblems,
  type NewTicket,
  type Press,
  type SandboxModel,
  type SlackAct,
  type TicketAddress,
} from './model.ts';

export type VisitorActs = Pick<
  SandboxModel,
  'createTicket' | 'reply' | 'changeStatus' | 'changeTags' | 'press' | 'slack'
>;

/** The company whose ticket is meant, and the ticket's id. @throws {SandboxError} SANDBOX_NO_SUCH_TICKET */
export function findTicket(
  { platform, account, id }: TicketAddress,
  companies: readonly WorkingCompany[],
): { readonly company: WorkingCompany; readonly id: string } {
  const company = findCompany(companies, { platform, account });
  const ticket = company?.fakes.helpdesk.ticket(id);
  if (company !== undefined && ticket !== undefined) return { company, id: ticket.id };
  const desk = account === undefined ? platform : `${platform} ${account}`;
  throw new SandboxError('SANDBOX_NO_SUCH_TICKET', `There is no ticket ${id} of ${desk}.`, 404);
}

/** Without an account it is the platform's only one. */
function findCompany(
  companies: readonly WorkingCompany[],
  { platform, account }: Omit<TicketAddress, 'id'>,
): WorkingCompany | undefined {
  return companies.find((one) => one.platform === platform && (account === undefined || account === one.account));
}

/**
 * What a visitor does in the helpdesks and in Slack, each answered when what follows at once has been done.
 *
 * @param on.addresses  e-mail addresses by name; those of new customers are added
 */
export function createVisitor(
  day: Pick<CompanyDay, 'companies' | 'finish'>,
  on: { readonly addresses: Map<string, string>; readonly settle: () => Promise<void> },
): VisitorActs {
  const { companies } = day;
  const doing = async (
    address: TicketAddress,
    act: (helpdesk: WorkingCompany['fakes']['helpdesk'], id: string, by: string) => void,
  ): Promise<void> => {
    const { company, id } = findTicket(address, companies);
    try {
      act(company.fakes.helpdesk, id, company.you.agent.email);
    } catch {
      throw new SandboxError('SANDBOX_REFUSED', 'The helpdesk refused: the ticket is closed, merged or gone.', 409);
    }
    await on.settle();
  };
  return {
    async createTicket({ platform, account: asked, from, subject, text, customers = 1 }) {
      const company = findCompany(companies, { platform, account: asked });
      if (company === undefined) throw noSuchDesk(companies);
      const { account, fakes } = company;
      const writes = (one: typeof from): string => {
        on.addresses.set(one.name, one.email);
        return fakes.helpdesk.customerWrites({ from: one, subject, text, channel: 'web' });
      };
      const id = writes(from);
      for (let number = 2; number <= customers; number += 1) writes(another(from, number));
      await on.settle();
      return { platform, account, id };
    },
    reply: ({ text, public: isPublic, status, ...address }) =>
      doing(address, (helpdesk, id, by) =>
        helpdesk.agentReplies(id, { by, text, public: isPublic, ...(status === undefined ? {} : { status }) }),
      ),
    changeStatus: ({ status, ...address }) =>
      doing(address, (helpdesk, id, by) => helpdesk.changeStatus(id, { by, status })),
    changeTags: ({ add, remove, ...address }) =>
      doing(address, (helpdesk, id, by) => helpdesk.changeTags(id, { by, add, remove })),
    async press(asked) {
      await day.finish(() => pressIn(asked, companies));
      await on.settle();
    },
    async slack(asked) {
      const company = companies.find(({ account }) => account === asked.account);
      if (company === undefined) throw noSuchDesk(companies);
      const problems = await day.finish(() => inSlack(asked, company));
      await on.settle();
      return problems;
    },
  };
}

/** Somebody else, to whom the same has happened. */
function another({ name, email }: NewTicket['from'], number: number): NewTicket['from'] {
  return { name: `${name} ${number}`, email: email.replace('@', `+${number}@`) };
}

async function pressIn({ channel, ts, action, value }: Press, companies: readonly WorkingCompany[]): Promise<void> {
  const actionId = action.startsWith('recourse_') ? action : `recourse_${action}`;
  const { fakes, you } = companyOf(channel, companies);
  const chosen = value === undefined ? {} : { value };
  const pressed = await fakes.slack.press({ channel, ts, actionId, by: you.supervisor.name, ...chosen });
  if (pressed.ok) return;
  const why = pressed.problem ?? `the server answered ${String(pressed.status)}`;
  throw new SandboxError('SANDBOX_PRESS_FAILED', `The button was not pressed: ${why}.`, 409);
}

async function inSlack(asked: SlackAct, { fakes, you }: WorkingCompany): Promise<FormProblems> {
  const { slack } = fakes;
  const by = you.supervisor.name;
  switch (asked.do) {
    case 'command':
      reached(await slack.command({ channel: asked.channel, by, command: slackCommand.command, text: asked.text }));
      return {};
    case 'say':
      slack.say({ channel: asked.channel, by, text: asked.text });
      return {};
    case 'shortcut':
      reached(
        await slack.shortcut({
          channel: asked.channel,
          ts: asked.ts,
          by,
          callbackId: slackShortcut.callbackId,
        }),
      );
      return {};
    case 'submit': {
      const sent = await slack.submit({ by, values: asked.values });
      if (sent.errors === undefined) reached(sent);
      return sent.errors ?? {};
    }
    case 'act': {
      const { where, action: actionId, block: blockId, value } = asked;
      const chosen = value === undefined ? {} : { value };
      reached(await slack.pressInView({ by, where, actionId, blockId, ...chosen }));
      return {};
    }
    case 'close':
      await slack.closeModal({ by });
      return {};
    case 'home':
      await slack.openHome(by);
      return {};
  }
}

function reached({ ok, problem, status }: Interacted): void {
  if (ok) return;
  const why = problem ?? `the server answered ${String(status)}`;
  throw new SandboxError('SANDBOX_SLACK_FAILED', `Slack could not reach Recourse: ${why}.`, 409);
}

function noSuchDesk(companies: readonly WorkingCompany[]): SandboxError {
  const known = companies.map(({ platform, account }) => `${platform} ${account}`).join(', ');
  return new SandboxError('SANDBOX_NO_SUCH_DESK', `There is no such helpdesk here; there are: ${known}.`, 404);
}

/** The company in whose workspace a channel is. One that is in none is left to the first, which says so. */
function companyOf(channel: string, companies: readonly WorkingCompany[]): WorkingCompany {
  const name = channel.replace(/^#/, '');
  const owner = companies.find(({ fakes }) =>
    fakes.slack.channelsView().some((one) => one.id === channel || one.name === name),
  );
  const found = owner ?? companies[0];
  if (found === undefined) throw new SandboxError('SANDBOX_PRESS_FAILED', 'There is no company here.', 409);
  return found;
}
