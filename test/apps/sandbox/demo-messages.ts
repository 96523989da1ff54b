import type { SandboxTicket } from '#apps/sandbox/model.ts';

type Told = Pick<SandboxTicket, 'id' | 'url' | 'subject'>;

/** A line of small print in a message. */
export const context = (text: string): unknown => ({ type: 'context', elements: [{ type: 'mrkdwn', text }] });

/** A message of ours about a ticket, as Slack's blocks. */
export function blocksOf(ticket: Told, headline: string, buttons: boolean): unknown[] {
  const button = (words: string, action: string, style?: string): unknown => ({
    type: 'button',
    text: { type: 'plain_text', text: words, emoji: false },
    action_id: `recourse_${action}`,
    value: `zendesk:fernhill:${ticket.id}`,
    ...(style === undefined ? {} : { style }),
  });
  const plain = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return [
    { type: 'header', text: { type: 'plain_text', text: headline, emoji: false } },
    { type: 'section', text: { type: 'mrkdwn', text: `<${ticket.url}|#${ticket.id}> ${plain(ticket.subject)}` } },
    {
      type: 'section',
      fields: [
        { type: 'mrkdwn', text: '*Severity*\nHigh' },
        { type: 'mrkdwn', text: '*Status*\nOpen, nobody has replied' },
        { type: 'mrkdwn', text: '*Acknowledge by*\n<!date^1772527500^{date_short_pretty} {time}|Tue 3 Mar, 08:45>' },
        { type: 'mrkdwn', text: '*Assignee*\n<@U0DEMO2>' },
      ],
    },
    ...(buttons
      ? [
          {
            type: 'actions',
            block_id: `press:${ticket.id}`,
            elements: [
              button('Acknowledge', 'acknowledge', 'primary'),
              button('Take it', 'take'),
              button('Escalate', 'escalate', 'danger'),
            ],
          },
        ]
      : []),
    context('Policy *iso10002-practice 1.0* · Recourse'),
  ];
}
