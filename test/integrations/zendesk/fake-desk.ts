import { createFakeZendesk } from '#apps/sandbox/fake-zendesk/fake-zendesk.ts';
import type { FakeZendeskOptions } from '#apps/sandbox/fake-zendesk/fake-zendesk.ts';
import type { FaultKind } from '#apps/sandbox/fake-shared/fault.ts';
import { createSimulatedTime } from '#apps/sandbox/simulated-time.ts';
import type { TicketRef } from '#core/ticket.ts';
import { createZendeskDesk } from '#integrations/zendesk/desk.ts';
import type { HelpdeskPorts, HelpdeskSubject, Misfortune } from '#test/contract/helpdesk.ts';

const account = 'fernhill';
const email = 'recourse@fernhill.example';
const token = 'zendesk-token-canary-41';
const prefix = 'recourse_';

const faultOf: Readonly<
  Record<Misfortune, { readonly kind: FaultKind; readonly after?: boolean; readonly ms?: number }>
> = {
  busy: { kind: '429', ms: 1_000 },
  'error-before': { kind: '500-before' },
  'error-after': { kind: '500-after' },
  'cut-before': { kind: 'reset' },
  'cut-after': { kind: 'reset', after: true },
  'silence-before': { kind: 'hang' },
  'silence-after': { kind: 'hang', after: true },
  'half-answer': { kind: 'half-answer' },
  late: { kind: 'latency', ms: 30_000 },
  collision: { kind: 'conflict' },
};

/** Our Zendesk desk before a fake account in simulated time. */
export async function openZendesk(
  options: Partial<FakeZendeskOptions> = {},
): Promise<HelpdeskSubject & { readonly fake: ReturnType<typeof createFakeZendesk> }> {
  const time = createSimulatedTime(Date.UTC(2026, 10, 23, 9));
  // The budgets have tests of their own; here they would only make a day of every check.
  const plan = { accountPerMinute: 1_000_000, incrementalPerMinute: 1_000, ticketUpdatesPer10Minutes: 1_000 };
  const fake = createFakeZendesk({ time, account, auth: { email, token }, provisioned: true, plan, ...options });
  const { baseUrl, close } = await fake.listen();
  const agentId = fake.addAgent({ name: 'Ann Field', email: 'ann@fernhill.example' });
  const portsAt = (baseUrl: string): HelpdeskPorts =>
    createZendeskDesk({ account, credentials: { email, token }, baseUrl, prefix, time });
  const ref = (id: string): TicketRef => ({ platform: 'zendesk', account, id });
  const by = 'Ann Field';
  return {
    fake,
    ports: portsAt(baseUrl),
    otherPorts: portsAt(baseUrl),
    portsAt,
    time,
    prefix,
    writesOfAChange: 1,
    credential: token,
    agent: { id: agentId, email: 'ann@fernhill.example' },
    customerWrites: (letter) =>
      ref(fake.customerWrites({ ...letter, from: { name: 'Maria Sol', email: 'maria@customers.example' } })),
    customerReplies: ({ id }, text) => void fake.customerReplies(id, text),
    agentReplies: ({ id }, reply) => fake.agentReplies(id, { by, ...reply }),
    agentTags: ({ id }, tag) => fake.changeTags(id, { by, add: [tag] }),
    agentSets: ({ id }, field, value) => fake.setFieldsByAgent(id, { by, fields: { [`${prefix}${field}`]: value } }),
    closes: ({ id }) => fake.closeTicket(id),
    freezes: ({ id }) => fake.closeTicket(id),
    deletes: ({ id }) => fake.deleteTicket(id),
    seen: ({ id }) => {
      const ticket = fake.ticket(id);
      if (ticket === undefined) return undefined;
      const { status, tags, fields, comments, assignee } = ticket;
      return {
        status,
        tags,
        fields,
        comments: comments.map(({ text, public: isPublic }) => ({ text, public: isPublic })),
        assignee: assignee === by ? agentId : assignee,
      };
    },
    standing: () => fake.tickets().map(({ id, requester }) => ({ id, requester })),
    befall: (misfortune, at, times = 1) => {
      const methods = at === 'reading' ? ['GET'] : ['POST', 'PUT'];
      for (const method of methods) fake.faults.set({ match: { method }, times, ...faultOf[misfortune] });
    },
    asked: () => {
      const counts = Object.entries(fake.requests());
      const sum = (entries: typeof counts) => entries.reduce((total, [, count]) => total + count, 0);
      return { all: sum(counts), writes: sum(counts.filter(([name]) => name.startsWith('PUT'))) };
    },
    close,
  };
}
