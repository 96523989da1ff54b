import { createFakeFreshdesk } from '#apps/sandbox/fake-freshdesk/fake-freshdesk.ts';
import type { FakeFreshdeskOptions } from '#apps/sandbox/fake-freshdesk/fake-freshdesk.ts';
import type { FaultKind } from '#apps/sandbox/fake-shared/fault.ts';
import { createSimulatedTime } from '#apps/sandbox/simulated-time.ts';
import type { TicketRef } from '#core/ticket.ts';
import { createFreshdeskDesk } from '#integrations/freshdesk/desk.ts';
import type { HelpdeskPorts, HelpdeskSubject, Misfortune } from '#test/contract/helpdesk.ts';

const account = 'harbour';
const apiKey = 'freshdesk-key-canary-52';
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

/** Our own mark at the end of a note, and notes that are nothing but the ledger. */
const mark = /\n\nrecourse_note \{.*\}$/s;
const isLedgerNote = (text: string): boolean => /\n\nrecourse_ledger \{.*\}$/s.test(text);

/** Our Freshdesk desk before a fake account in simulated time. */
export async function openFreshdesk(
  options: Partial<FakeFreshdeskOptions> = {},
): Promise<HelpdeskSubject & { readonly fake: ReturnType<typeof createFakeFreshdesk>; readonly baseUrl: string }> {
  const time = createSimulatedTime(Date.UTC(2026, 10, 23, 9));
  // The budgets have tests of their own; here they would only make a day of every check.
  const plan = { perMinute: 1_000_000, ticketCreate: 1_000_000, ticketUpdate: 1_000_000, ticketsList: 1_000_000 };
  const fake = createFakeFreshdesk({ time, account, apiKey, provisioned: true, plan, ...options });
  const { baseUrl, close } = await fake.listen();
  const agentId = fake.addAgent({ name: 'Ann Field', email: 'ann@harbour.example' });
  const portsAt = (baseUrl: string): HelpdeskPorts => createFreshdeskDesk({ account, apiKey, baseUrl, prefix, time });
  const ref = (id: string): TicketRef => ({ platform: 'freshdesk', account, id });
  const by = 'Ann Field';
  return {
    fake,
    baseUrl,
    ports: portsAt(baseUrl),
    otherPorts: portsAt(baseUrl),
    portsAt,
    time,
    prefix,
    writesOfAChange: 2,
    credential: apiKey,
    agent: { id: agentId, email: 'ann@harbour.example' },
    customerWrites: (letter) =>
      ref(fake.customerWrites({ ...letter, from: { name: 'Maria Sol', email: 'maria@customers.example' } })),
    customerReplies: ({ id }, text) => void fake.customerReplies(id, text),
    agentReplies: ({ id }, reply) => fake.agentReplies(id, { by, ...reply }),
    agentTags: ({ id }, tag) => fake.changeTags(id, { by, add: [tag] }),
    agentSets: ({ id }, field, value) => fake.setFieldsByAgent(id, { by, fields: { [`${prefix}${field}`]: value } }),
    closes: ({ id }) => fake.closeTicket(id),
    freezes({ id }) {
      fake.closeTicket(id);
      fake.archive(id);
    },
    deletes: ({ id }) => fake.deleteTicket(id),
    seen: ({ id }) => {
      const ticket = fake.ticket(id);
      if (ticket === undefined) return undefined;
      const { status, tags, comments, assignee } = ticket;
      // What Freshdesk would forget is ours to write down whenever it is seen.
      const { [`${prefix}history`]: _, ...fields } = ticket.fields;
      return {
        status,
        tags,
        fields,
        comments: comments
          .filter(({ text }) => !isLedgerNote(text))
          .map(({ text, public: isPublic }) => ({ text: text.replace(mark, ''), public: isPublic })),
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
      return { all: sum(counts), writes: sum(counts.filter(([name]) => !name.startsWith('GET'))) };
    },
    close,
  };
}
