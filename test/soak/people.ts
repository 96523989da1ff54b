import type { TicketStatus } from '#core/ticket.ts';
import { DAY_MS, MINUTE_MS, SECOND_MS, type Instant } from '#core/time.ts';
import type { Random } from '../prove/random.ts';
import type { Scheduler } from '../prove/scheduler.ts';
import { agents, foreignField, foreignTags, type Office } from './office.ts';

/** People at work in an account, and what they did. */
export interface People {
  /** Begins; they stop once they have made so many changes. */
  begin(): void;
  readonly changes: number;
  readonly byKind: Readonly<Record<string, number>>;
  readonly isDone: boolean;
  /** Nobody does anything any more. */
  end(): void;
}

export interface PeopleOptions {
  readonly office: Office;
  readonly scheduler: Scheduler;
  readonly changes: number;
  readonly perMinute: number;
}

type Act = (at: Workplace) => void;

interface Workplace {
  readonly fake: Office['fake'];
  readonly now: Instant;
  readonly random: Random;
  readonly id: string;
  readonly by: string;
  readonly tickets: string[];
  readonly deleted: string[];
}

const texts = [
  'I am making a formal complaint: my sofa arrived broken and nobody has answered me for two weeks.',
  'This is the third time I write. I am very disappointed and will complain to the regulator.',
  'Where can I download last month’s invoice?',
  'Please change the address on my account.',
  'The cabinet fell on my daughter and hurt her. This is not safe. I want this taken seriously.',
  'How do I assemble the table?',
  'I was charged twice and I want my money back.',
  'What are your opening hours on Sunday?',
  'My husband died last month and you still send him bills. Please stop this, I cannot cope any more.',
];
const replies = [
  'We have looked into it and will send you a new sofa on Friday, free of charge.',
  'Thank you for your message. We are looking into it and will come back to you by Thursday.',
  'We are sorry. Your refund of 120 pounds is on its way and should arrive within three days.',
  'Could you send us a photograph and the order number?',
];
const answers = ['Any news?', 'Thank you, that is all.', 'This is not settled.', 'I am still waiting and very angry.'];
const statuses: readonly TicketStatus[] = ['open', 'pending', 'hold', 'solved', 'solved'];
const ourWords: readonly (readonly [string, readonly (string | null)[]])[] = [
  ['recourse_severity', ['low', 'medium', 'high', 'critical', null]],
  ['recourse_category', ['delivery', 'quality', null]],
  ['recourse_complaint', ['yes', 'no: a question', null]],
];

const acts: Readonly<Record<string, readonly [number, Act]>> = {
  'writes in': [5, writesIn],
  'customer replies': [14, ({ fake, id, random }) => void fake.customerReplies(id, random.of(answers))],
  'agent replies': [
    12,
    ({ fake, id, by, random }) => fake.agentReplies(id, { by, text: random.of(replies), public: true }),
  ],
  'agent replies and sets': [
    5,
    ({ fake, id, by, random }) =>
      fake.agentReplies(id, { by, text: random.of(replies), public: true, status: random.of(statuses) }),
  ],
  note: [8, ({ fake, id, by }) => fake.agentReplies(id, { by, text: 'The warehouse looks into it.', public: false })],
  'automatic reply': [3, ({ fake, id }) => fake.automaticReply(id, 'We have received your message.')],
  'somebody in copy writes': [
    2,
    ({ fake, id }) =>
      fake.otherWrites(id, { name: 'Max Copy', email: 'max@copy.example' }, 'I am in copy. Please help.'),
  ],
  status: [10, ({ fake, id, by, random }) => fake.changeStatus(id, { by, status: random.of(statuses) })],
  tags: [8, tags],
  'saves an old list of tags': [2, oldTags],
  priority: [
    5,
    ({ fake, id, by, random }) => fake.changePriority(id, { by, priority: random.of(['low', 'high', 'urgent']) }),
  ],
  assigns: [
    5,
    ({ fake, id, by, random }) => fake.assign(id, { by, to: random.chance(0.2) ? null : random.of(agents) }),
  ],
  'foreign field': [
    8,
    ({ fake, id, by, random }) =>
      fake.setFieldsByAgent(id, { by, fields: { [foreignField]: String(random.whole(1, 99_999)) } }),
  ],
  'field of ours': [3, ourField],
  rates: [2, rates],
  merges: [1, merges],
  deletes: [1, deletes],
  restores: [1, restores],
  'for good': [0.3, forGood],
  closes: [2, closes],
  archives: [0.5, archives],
  'of the system': [1, ofTheSystem],
};

const weights = Object.entries(acts).map(([name, [weight, act]]) => ({ name, weight, act }));
const whole = weights.reduce((sum, { weight }) => sum + weight, 0);

/** So many of the youngest tickets are in most people's hands. */
const young = 400;
const mostTries = 50;

export function createPeople(options: PeopleOptions): People {
  const { office, scheduler, perMinute } = options;
  const { random } = scheduler;
  const tickets = [...office.fake.truth()].map(({ id }) => id);
  const deleted: string[] = [];
  const byKind: Record<string, number> = {};
  let changes = 0;
  let isEnded = false;
  const isDone = (): boolean => isEnded || changes >= options.changes;
  const change = (chosen: string): void => {
    let id = chosen;
    for (let tries = 0; tries < mostTries && !isDone(); tries += 1) {
      const { name, act } = drawn(random);
      const place = { fake: office.fake, now: scheduler.now(), random, id, by: random.of(agents), tickets, deleted };
      if (!attempt(() => act(place))) {
        id = random.of(tickets);
        continue;
      }
      changes += 1;
      byKind[name] = (byKind[name] ?? 0) + 1;
      return;
    }
  };
  const visit = (): void => {
    if (isDone()) return;
    const id = random.chance(0.7) ? (random.of(tickets.slice(-young)) ?? '') : random.of(tickets);
    const count = random.whole(1, 5);
    for (let at = scheduler.now(), left = count; left > 0; left -= 1, at += gapMs(random)) {
      scheduler.at(at, () => change(id));
    }
    // Each visit brings some changes, so visits are as much rarer.
    scheduler.at(scheduler.now() + Math.ceil(-Math.log(1 - random.next()) * ((3 * MINUTE_MS) / perMinute)), visit);
  };
  return {
    begin: visit,
    get changes() {
      return changes;
    },
    byKind,
    get isDone() {
      return isDone();
    },
    end() {
      isEnded = true;
    },
  };
}

/** Mostly some seconds, at times the same moment, at times long. */
function gapMs(random: Random): number {
  const kind = random.next();
  if (kind < 0.15) return 0;
  if (kind < 0.3) return random.whole(1, 900);
  return kind < 0.9 ? random.whole(1, 40) * SECOND_MS : random.whole(1, 30) * MINUTE_MS;
}

function drawn(random: Random): (typeof weights)[number] {
  let left = random.next() * whole;
  for (const one of weights) {
    left -= one.weight;
    if (left < 0) return one;
  }
  return weights[0]!;
}

/** A closed, deleted or archived ticket refuses people, too. */
function attempt(act: () => void): boolean {
  try {
    act();
    return true;
  } catch {
    return false;
  }
}

function writesIn({ fake, random, tickets }: Workplace): void {
  const number = random.whole(1, 2_000);
  const from = { name: `Customer ${number}`, email: `customer-${number}@example.org` };
  tickets.push(fake.customerWrites({ from, subject: 'My order', text: random.of(texts), channel: 'email' }));
}

function tags({ fake, id, by, random }: Workplace): void {
  const held = fake.ticket(id)?.tags.filter((tag) => !tag.startsWith('recourse_')) ?? [];
  const remove = held.length > 0 && random.chance(0.4) ? [random.of(held)] : [];
  fake.changeTags(id, { by, add: [random.of(foreignTags)], remove });
}

/** A colleague saves a list of tags that was read some time ago: ours are gone with it. */
function oldTags({ fake, id, by, random }: Workplace): void {
  const ours = fake.ticket(id)?.tags.filter((tag) => tag.startsWith('recourse_')) ?? [];
  fake.changeTags(id, { by, add: [random.of(foreignTags)], remove: ours });
}

function ourField({ fake, id, by, random }: Workplace): void {
  const [name, values] = random.of(ourWords);
  fake.setFieldsByAgent(id, { by, fields: { [name]: random.of(values) } });
}

function merges({ fake, id, by, random, tickets }: Workplace): void {
  const into = random.of(tickets.slice(-young));
  if (into === id) throw new Error('one and the same');
  fake.merge(id, into, by);
}

function deletes({ fake, id, deleted }: Workplace): void {
  if (isPutAway(fake, id)) throw new Error('put away');
  fake.deleteTicket(id);
  deleted.push(id);
}

function restores({ fake, random, deleted }: Workplace): void {
  if (deleted.length === 0) throw new Error('nothing was deleted');
  fake.restoreTicket(deleted.splice(random.whole(0, deleted.length - 1), 1)[0] ?? '');
}

function forGood({ fake, random, deleted }: Workplace): void {
  if (deleted.length === 0) throw new Error('nothing was deleted');
  const [id = ''] = deleted.splice(random.whole(0, deleted.length - 1), 1);
  if ('scrub' in fake) fake.scrub(id);
  else fake.deleteForever(id);
}

/** A survey is sent when a ticket was solved, and takes its time to be there and to be answered. */
function rates({ fake, id, random, now }: Workplace): void {
  const { status = '', updatedAt = '' } = fake.ticket(id) ?? {};
  if (status !== 'solved' && status !== 'closed') throw new Error('not solved');
  if (Date.parse(updatedAt) > now - MINUTE_MS) throw new Error('too soon');
  fake.rate(id, random.of(['good', 'bad']));
}

function closes({ fake, id }: Workplace): void {
  if (fake.ticket(id)?.status !== 'solved') throw new Error('not solved');
  fake.closeTicket(id);
}

/** Helpdesks put away what nobody touched for months; here, for some days. On Freshdesk no list tells of it any more. */
function archives({ fake, id, now }: Workplace): void {
  const ticket = fake.ticket(id);
  const isOld = Date.parse(ticket?.updatedAt ?? '') < now - 4 * DAY_MS;
  if (ticket?.status !== 'closed' || !isOld) throw new Error('too young');
  fake.archive(id);
}

function isPutAway(fake: Office['fake'], id: string): boolean {
  return fake.ticket(id)?.archived === true;
}

/** A write that moves nothing people see; on Freshdesk, somebody says that it is spam. */
function ofTheSystem({ fake, id, deleted }: Workplace): void {
  if ('systemWrite' in fake) fake.systemWrite(id);
  else if (isPutAway(fake, id)) throw new Error('put away');
  else {
    fake.markSpam(id);
    deleted.push(id);
  }
}
