import type { SandboxState } from '../model.ts';

/** What there is of one company; of the first where the account is none. */
export function lookAt(state: SandboxState, account: string | undefined): SandboxState {
  const company = state.companies.find((one) => one.account === account) ?? state.company;
  return {
    ...state,
    tickets: state.tickets.filter((ticket) => ticket.account === company.account),
    channels: state.channels.filter((channel) => channel.account === company.account),
    company,
    you: company.you,
    nextDueAt: company.nextDueAt ?? state.nextDueAt,
  };
}

/** Messages of a company's Slack that came later than `ts`, and the latest there is. */
export function newsOf(
  state: SandboxState,
  account: string,
  ts: number,
): { readonly count: number; readonly latest: number } {
  const all = state.channels
    .filter((channel) => channel.account === account)
    .flatMap(({ messages }) => messages.flatMap((message) => [message, ...message.replies]))
    .map((message) => Number(message.ts));
  return { count: all.filter((one) => one > ts).length, latest: Math.max(0, ...all) };
}
