import type { LedgerEntry } from '#core/effect/ledger.ts';
import { judge } from '#core/pipeline.ts';
import type { PolicySource } from '#core/policy/schema.ts';
import type { Policy } from '#core/policy/policy.ts';
import type { TicketRecord } from '#core/ticket.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS, toIso, type Instant } from '#core/time.ts';
import { recordOf, type Line } from '../core/a-record.ts';
import { settle } from '../core/performer.ts';
import { samplePolicy } from '../core/policy/sample-policy.ts';

/**
 * What it costs to judge a complaint that is read again: 15 timeline entries, 4 clocks, recognised before, its card
 * posted and up to date. Run with node; prints microseconds of processor time a judgement.
 *
 * Judged again and again, as a watched complaint is whenever it may be due; and once each, parsed anew, so that each of
 * its strings and objects is new, as when a ticket is read from its helpdesk. Making them is not part of the time, what
 * the whole outcome costs is, with the collection of garbage that falls into it. Machines are shared: the least of many
 * batches says what the code costs, the mean what it cost today.
 */
const ramble =
  'The sofa came three weeks late, one leg was broken, and I took a day off work for it. I have rung twice and been told twice that somebody would call me back. Nobody did. ';
const start = Date.parse('2026-11-02T09:00:00Z');
const source: Partial<PolicySource> = {
  obligations: {
    update: {
      span: '5 business days',
      anchor: 'acknowledged',
      pausable: true,
      satisfiedBy: ['substantive', 'holding', 'decision'],
      warnAt: ['75%'],
    },
  },
  presets: ['iso10002-practice'],
  ladder: [
    { name: 'Team lead', after: '1 hour', channel: 'leads' },
    { name: 'Head of Complaints', after: '4 hours', channel: 'leads' },
    { name: 'Director', after: '1 day', channel: 'directors' },
  ],
};

const policy = samplePolicy(source);
const edited = samplePolicy({ ...source, version: '2026-11-08', presets: ['iso10002-practice', 'eu-psd2'] });
const now = start + 6 * DAY_MS;
const openedAt = Array.from({ length: 2_000 }, (_, i) => start + i * 7 * MINUTE_MS);
const open = openedAt.map((at) => settled(at));
const texts = open.map((record) => JSON.stringify(record));
const newTexts = openedAt.map((at) => JSON.stringify(typical(at)));
const outcome = judge(open[0]!, policy, now);
console.log(
  `a typical complaint: ${open[0]!.timeline.length} entries, ${outcome.clocks.length} clocks, ${open[0]!.ledger.length} in the ledger, ${outcome.effects.length} effect: ${outcome.effects[0]?.kind}`,
);
const first = judge(typical(start), policy, now);
console.log(`the same seen for the first time: ${first.effects.length} effects\n`);

console.log(`${'microseconds a record'.padEnd(58)}   least    mean`);
measureAgain();
console.log('\nthe same, each judged once and parsed anew');
const readNow = measure('read just before, 200 at a time', { batches: 600, size: 200, texts }, policy);
const readBefore = measure('read long before, 10,000 at a time', { batches: 12, size: 10_000, texts }, policy);
measure('by another policy than the one that marked it', { batches: 600, size: 200, texts }, edited);
measure('for the first time, with all its effects in words', { batches: 100, size: 200, texts: newTexts }, policy);
measureCopies();

const startedAt = process.cpuUsage();
const million = batchesOf({ batches: 5_000, size: 200, texts }, policy);
const { user, system } = process.cpuUsage(startedAt);
const seconds = million.reduce((sum, each) => sum + each * 200, 0) / 1e6;
console.log(
  `\na million open complaints, each a record never seen before: ${seconds.toFixed(1)} s judging, ${((user + system) / 1e6).toFixed(1)} s with reading them from JSON; least of all batches ${Math.min(...million).toFixed(1)} s`,
);
console.log(
  `by the least of the batches: ${readNow.toFixed(1)} s, and ${readBefore.toFixed(1)} s where memory is cold`,
);

interface Batches {
  readonly batches: number;
  readonly size: number;
  readonly texts: readonly string[];
}

/** The least of all batches, in microseconds a record, after as many to warm the process. */
function measure(name: string, of: Batches, by: Policy): number {
  batchesOf(of, by);
  return report(name, batchesOf(of, by));
}

/** Microseconds of processor time a record, for each batch. */
function batchesOf({ batches, size, texts }: Batches, by: Policy): readonly number[] {
  let made = 0;
  return Array.from({ length: batches }, (_, batch) => {
    const records = Array.from({ length: size }, () => JSON.parse(texts[made++ % texts.length]!) as TicketRecord);
    const before = process.cpuUsage();
    for (const record of records) judge(record, by, now + batch);
    const { user, system } = process.cpuUsage(before);
    return (user + system) / size;
  });
}

/** Two hundred complaints, each judged again and again as time goes on. */
function measureAgain(): void {
  const records = texts.slice(0, 200).map((text) => JSON.parse(text) as TicketRecord);
  const batches = Array.from({ length: 1_200 }, (_, batch) => {
    const before = process.cpuUsage();
    for (const record of records) judge(record, policy, now + batch);
    const { user, system } = process.cpuUsage(before);
    return (user + system) / records.length;
  });
  report('the same complaint again and again', batches.slice(600));
}

/** What only reading such a record from its JSON costs, for scale. */
function measureCopies(): void {
  const batches = Array.from({ length: 100 }, () => {
    const before = process.cpuUsage();
    for (let i = 0; i < 200; i += 1) JSON.parse(texts[i]!);
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 200;
  });
  report('reading such a record from JSON, for scale', batches);
}

function report(name: string, batches: readonly number[]): number {
  const least = Math.min(...batches);
  const mean = batches.reduce((sum, each) => sum + each, 0) / batches.length;
  console.log(`${name.padEnd(58)} ${least.toFixed(2).padStart(7)} ${mean.toFixed(2).padStart(7)}`);
  return least;
}

/** A complaint in its second week: answered, waited for, warned about, and still open. */
function typical(at: Instant): TicketRecord {
  const after = (hours: number): string => toIso(at + hours * HOUR_MS);
  const timeline: Line[] = [
    { at: after(0), who: 'complainant', says: `I am writing to make a formal complaint. ${ramble}` },
    { at: after(0.01), who: 'robot', says: 'We have received your message and will be in touch.' },
    { at: after(2), who: 'agent', says: `Thank you. I have logged your complaint and will look into it. ${ramble}` },
    { at: after(3), who: 'agent', says: 'Asked the depot for the driver’s sheet.', private: true },
    { at: after(20), who: 'agent', says: 'Could you please send us a photo of the leg?', status: 'pending' },
    { at: after(44), who: 'complainant', says: `Here it is, and it still wobbles. ${ramble}`, status: 'open' },
    { at: after(46), who: 'agent', says: 'Passed to the workshop.', private: true },
    { at: after(70), who: 'agent', says: `We are still waiting for the workshop because it is closed. ${ramble}` },
    { at: after(71), who: 'agent', fields: { severity: 'high' }, priority: 'high' },
    { at: after(72), who: 'complainant', says: `How much longer? ${ramble}` },
    { at: after(90), who: 'agent', says: 'Workshop says Tuesday.', private: true },
  ];
  const press: LedgerEntry = { kind: 'pressed', action: 'acknowledge', by: 'Dana', at: at + 100 * HOUR_MS };
  return { ...recordOf({ timeline }), ledger: [press] };
}

/** The same once all has been done that was to be done about it. */
function settled(at: Instant): TicketRecord {
  return settle(typical(at), policy, at + 6 * DAY_MS).record;
}
