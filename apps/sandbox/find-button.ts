import type { ChannelView, MessageView } from './fake-slack/view.ts';

export interface Button {
  readonly channel: string;
  readonly ts: string;
  readonly actionId: string;
}

/**
 * The newest message with a live button of ours about a ticket.
 *
 * @param action  the product's name for it: `acknowledge`
 * @param concerns  whether a ticket, as `platform:account:id`, is meant
 */
export function findButton(
  channels: readonly ChannelView[],
  action: string,
  concerns: (ticket: string) => boolean,
): Button | undefined {
  const found = channels
    .flatMap((channel) =>
      channel.messages
        .flatMap((message) => [message, ...message.replies])
        .flatMap((message) => {
          const actionId = `recourse_${action}`;
          return buttonsOf(message).some((button) => button.actionId === actionId && concerns(button.ticket))
            ? [{ channel: channel.id, ts: message.ts, actionId }]
            : [];
        }),
    )
    .toSorted((a, b) => (a.ts < b.ts ? -1 : 1));
  return found.at(-1);
}

function buttonsOf(message: MessageView): readonly { readonly actionId: string; readonly ticket: string }[] {
  return (message.blocks ?? []).flatMap((block) => {
    const elements: unknown = 'elements' in block ? block['elements'] : undefined;
    if (!Array.isArray(elements)) return [];
    return elements.flatMap((element: unknown) => {
      const { action_id: actionId, value } = (element ?? {}) as {
        readonly action_id?: unknown;
        readonly value?: unknown;
      };
      return typeof actionId === 'string' && typeof value === 'string' ? [{ actionId, ticket: ticketIn(value) }] : [];
    });
  });
}

function ticketIn(value: string): string {
  try {
    const { t } = JSON.parse(value) as { readonly t?: unknown };
    return typeof t === 'string' ? t : '';
  } catch {
    return '';
  }
}
