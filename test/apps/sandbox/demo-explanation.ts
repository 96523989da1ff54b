import type { ExplainedClock, Explanation, SandboxTicket } from '#apps/sandbox/model.ts';
import { HOUR_MS, toIso } from '#core/time.ts';

/** What the panel would be told of a ticket: three promises from its receipt, where it is a complaint or may be one. */
export function explainTicket(ticket: SandboxTicket, nowAt: number): Explanation {
  const sure = ticket.tags.includes('recourse_complaint');
  if (!sure && !ticket.tags.includes('recourse_possible')) return { clocks: [] };
  const receivedAt = Date.parse(ticket.createdAt);
  const reply = ticket.comments.find(({ role, public: isPublic }) => role === 'agent' && isPublic);
  const clockOf = (obligation: string, title: string, hours: number, because: string): ExplainedClock => {
    const dueAt = receivedAt + hours * HOUR_MS;
    const satisfiedAt = obligation === 'resolve' ? undefined : reply?.at;
    const late = satisfiedAt !== undefined && Date.parse(satisfiedAt) > dueAt;
    const open = nowAt >= dueAt ? 'breached' : nowAt >= dueAt - 6 * HOUR_MS ? 'dueSoon' : 'running';
    const status = satisfiedAt === undefined ? open : late ? 'metLate' : 'met';
    return { obligation, title, status, startedAt: ticket.createdAt, dueAt: toIso(dueAt), satisfiedAt, because };
  };
  return {
    complaint: {
      band: sure ? 'yes' : 'possible',
      confirmed: false,
      severity: sure ? 'high' : 'low',
      stage: reply === undefined ? 'received' : 'acknowledged',
      category: sure ? 'delivery' : undefined,
      receivedAt: ticket.createdAt,
      reasons: sure
        ? [
            { cue: 'missed-delivery', quote: 'third time your driver has not turned up', weight: 4 },
            { cue: 'formal', quote: 'make a formal complaint', weight: 5 },
            { cue: 'ombudsman', quote: 'I will go to the Furniture Ombudsman', weight: 4 },
          ]
        : [{ cue: 'apologetic', quote: "I don't like to make a fuss", weight: 2 }],
    },
    clocks: [
      clockOf('acknowledge', 'Acknowledge the complaint', 24, '24 hours from receipt, counted day and night.'),
      clockOf('respond', 'Give a substantive response', 121, '5 business days from receipt, on the office calendar.'),
      clockOf('resolve', 'Resolve the complaint', 505, '15 business days from receipt, on the office calendar.'),
    ],
    nextAt: toIso(receivedAt + 24 * HOUR_MS),
  };
}
