import type { OpenComplaint } from '#core/report/open-complaint.ts';

/** An open complaint as lists show it: nothing of it is due, and nobody has it. */
export function anOpenComplaint(id: string, more: Partial<OpenComplaint> = {}): OpenComplaint {
  return {
    ticket: { platform: 'zendesk', account: 'acme', id },
    url: `https://acme.zendesk.com/agent/tickets/${id}`,
    subject: `Broken sofa ${id}`,
    severity: 'medium',
    isPossible: false,
    receivedAt: 0,
    assignee: undefined,
    next: undefined,
    isWaiting: false,
    subjectForOthers: `Broken sofa ${id}`,
    snoozedUntil: undefined,
    ...more,
  };
}
