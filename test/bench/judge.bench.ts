import type { LedgerEntry } from '#core/effect/ledger.ts';
import { judge } from '#core/pipeline.ts';
import type { TicketRecord } from '#core/ticket.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS, toIso, type Instant } from '#core/time.ts';
import { recordOf, type Line } from '../core/a-record.ts';
import { settle } from '../core/performer.ts';
import { samplePolicy } from '../core/policy/sample-policy.ts';

/**
 * What it costs to judge a complaint again: 15 timeline entries, 4 clocks, recognised before. Run with node; prints
 * microseconds of processor time a judgement, beside what the same process needs to copy such a record. `warm`: records as a process keeps
 * them; `read again`: fresh objects, as after reading the ticket anew.
 */
const ramble =
  'The sofa came three weeks late, one leg was broken, and I took a day off work for it. I have rung twice and been told twice that somebody would call me back. Nobody did. ';
const start = Date.parse('2026-11-02T09:00:00Z');
const policy = samplePolicy({
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
});

const policies = [policy, { ...policy }];
const many = Array.from({ length: 2_000 }, (_, i) => typical(start + i * 7 * MINUTE_MS));
const one = many[0]!;
const now = start + 6 * DAY_MS;
const outcome = judge(one, policy, now);
console.log(
  `a typical complaint: ${one.timeline.length} entries, ${outcome.clocks.length} clocks, ${one.ledger.length} in the ledger, ${outcome.effects.length} effects`,
);

/** Fresh objects, never judged before: the first half warms the process, the second half is measured. */
const copies = Array.from({ length: 20_000 }, (_, i) => structuredClone(many[i % 2_000]!));
const rows: [string, number][] = [];
measure('again, warm, one complaint', 200_000, () => judge(one, policy, now));
measure('again, warm, 2,000 complaints in turn', 200_000, (i) => judge(many[i % 2_000]!, policy, now + i));
measure('again, by another policy each time', 200_000, (i) => judge(many[i % 2_000]!, policies[(i / 2_000) & 1]!, now));
for (let i = 0; i < 10_000; i += 1) judge(copies[i]!, policy, now);
const fresh = (timed(10_000, (i) => judge(copies[10_000 + i]!, policy, now)) / 10_000) * 1_000;
console.log(`read again, from fresh objects            ${fresh.toFixed(2).padStart(8)} µs`);
measure('copying such a record, for scale', 5_000, (i) => structuredClone(many[i % 2_000]!));
const million = rows[1]![1];
console.log(
  `\nscaled up to a million on one core: ${million.toFixed(1)} s where records are kept in memory, ${fresh.toFixed(1)} s where each is read anew; after a change of policy ${rows[2]![1].toFixed(1)} s`,
);
console.log(`against copying the record: ${(rows[3]![1] / million).toFixed(1)} times as fast`);

function measure(name: string, count: number, work: (i: number) => unknown): void {
  if (count > 2_000) for (let i = 0; i < count / 4; i += 1) work(i);
  const best = Math.min(...Array.from({ length: count > 2_000 ? 3 : 1 }, () => timed(count, work)));
  const each = (best / count) * 1_000;
  rows.push([name, each]);
  console.log(`${name.padEnd(40)} ${each.toFixed(2).padStart(8)} µs`);
}

/** Processor time in ms, of this process alone: others may share the machine. */
function timed(count: number, work: (i: number) => unknown): number {
  const before = process.cpuUsage();
  for (let i = 0; i < count; i += 1) work(i);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
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
  const record = recordOf({ timeline });
  const press: LedgerEntry = { kind: 'pressed', action: 'acknowledge', by: 'Dana', at: at + 100 * HOUR_MS };
  return settle({ ...record, ledger: [press] }, policy, at + 6 * DAY_MS).record;
}
