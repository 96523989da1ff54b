import { existsSync, globSync, readFileSync } from 'node:fs';
import { normalise as normaliseFreshdesk } from '#integrations/freshdesk/normalise.ts';
import { normalise as normaliseZendesk } from '#integrations/zendesk/normalise.ts';
import * as freshdesk from '../integrations/freshdesk/full-ticket.ts';
import * as zendesk from '../integrations/zendesk/full-ticket.ts';

/**
 * What it costs to make a record of a ticket's JSON: parse, check and map, as a multiple of `JSON.parse` alone on the same
 * texts. Processor time, the least of several batches, both taken in turn. Run with node.
 *
 * Texts are as an account sends them; what an adapter knows already, the account's name and its ticket fields, is added to
 * what was parsed. What was recorded in ../shared/data goes through as well, where it is at hand.
 */

type Json = Record<string, unknown>;
type Normalise = (raw: unknown, options: { readonly prefix: string }) => unknown;

/** Each text is read so often before anything is measured: a server that runs is warm. */
const warmUp = 30;
const batches = 40;
const many = 400;
const mostListed = 100;
const options = { prefix: 'recourse_' };

interface Work {
  readonly name: string;
  readonly texts: readonly string[];
  readonly parsed: (text: string) => unknown;
  readonly read: (text: string) => unknown;
}

/** Texts of raw tickets, each read whole. */
function wholly(name: string, raws: readonly Json[], normalise: Normalise, ticketFields: readonly Json[]): Work {
  const read = (text: string): unknown => {
    const raw = JSON.parse(text) as Json;
    raw['ticketFields'] = ticketFields;
    raw['account'] = 'acme';
    return normalise(raw, options);
  };
  return { name, texts: raws.map((raw) => JSON.stringify(raw)), parsed: JSON.parse, read };
}

/** Pages of a hundred tickets, which is the most that a list gives at a time. */
function byPage(name: string, tickets: readonly Json[], normalise: Normalise, ticketFields: readonly Json[]): Work {
  const texts = Array.from({ length: tickets.length / mostListed }, (_, page) =>
    JSON.stringify({ tickets: tickets.slice(page * mostListed, (page + 1) * mostListed) }),
  );
  const read = (text: string): unknown => {
    const page = JSON.parse(text) as { readonly tickets: readonly Json[] };
    return page.tickets.map((ticket) => normalise({ account: 'acme', ticketFields, ticket }, options));
  };
  return { name, texts, parsed: JSON.parse, read };
}

const seeds = Array.from({ length: many }, (_, seed) => seed);
const works: Work[] = [
  wholly(
    'Zendesk, whole ticket',
    seeds.map((seed) => zendesk.fullRaw(seed)),
    normaliseZendesk,
    zendesk.ownTicketFields,
  ),
  byPage('Zendesk, page of tickets', seeds.map(zendesk.fullTicket), normaliseZendesk, zendesk.ownTicketFields),
  wholly(
    'Freshdesk, whole ticket',
    seeds.map((seed) => freshdesk.fullRaw(seed)),
    normaliseFreshdesk,
    freshdesk.ownTicketFields,
  ),
  byPage('Freshdesk, page of tickets', seeds.map(freshdesk.fullTicket), normaliseFreshdesk, freshdesk.ownTicketFields),
  ...recorded(),
];

console.log('                              kB each   µs JSON.parse   µs with record   ratio (goal: at most 1.50)');
for (const work of works) {
  const ratios: number[] = [];
  let [parse, whole] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  run(work.texts, work.parsed, warmUp);
  run(work.texts, work.read, warmUp);
  for (let batch = 0; batch < batches; batch += 1) {
    const [first, second] = [run(work.texts, work.parsed), run(work.texts, work.read)];
    ratios.push(second / first);
    parse = Math.min(parse, first);
    whole = Math.min(whole, second);
  }
  const kb = work.texts.reduce((sum, text) => sum + text.length, 0) / work.texts.length / 1_024;
  const middle = ratios.toSorted((a, b) => a - b)[Math.floor(batches / 2)] ?? Number.NaN;
  console.log(
    `${work.name.padEnd(28)} ${kb.toFixed(1).padStart(8)} ${parse.toFixed(2).padStart(15)} ${whole.toFixed(2).padStart(16)}   ${(whole / parse).toFixed(2)}  (median of batches ${middle.toFixed(2)})`,
  );
}

/** Processor time of one text in µs. */
function run(texts: readonly string[], work: (text: string) => unknown, times = 1): number {
  const rounds = Math.max(
    1,
    Math.ceil((many / texts.length) * times * (texts.length === many / mostListed ? 0.02 : 1)),
  );
  let kept: unknown;
  const before = process.cpuUsage();
  for (let round = 0; round < rounds; round += 1) for (const text of texts) kept = work(text);
  const { user, system } = process.cpuUsage(before);
  if (kept === undefined) throw new Error('nothing was read');
  return (user + system) / rounds / texts.length;
}

/** Every ticket among what was recorded, with the history that was recorded in the same file. */
function recorded(): readonly Work[] {
  const shared = new URL('../../../shared/data/', import.meta.url).pathname;
  if (!existsSync(shared)) return [];
  return [
    wholly(
      'Zendesk, recorded',
      rawsIn(`${shared}zendesk/`, { audits: 'events', comments: 'plain_body' }),
      normaliseZendesk,
      zendesk.ownTicketFields,
    ),
    wholly(
      'Freshdesk, recorded',
      rawsIn(`${shared}freshdesk/`, { conversations: 'incoming' }),
      normaliseFreshdesk,
      freshdesk.ownTicketFields,
    ),
  ];
}

function rawsIn(folder: string, beside: Readonly<Record<string, string>>): readonly Json[] {
  return globSync('**/*.json', { cwd: folder })
    .toSorted()
    .flatMap((file) => {
      const found = objectsIn(JSON.parse(readFileSync(`${folder}${file}`, 'utf8')));
      const parts = Object.fromEntries(
        Object.entries(beside).map(([name, key]) => [
          name,
          found.filter((one) => key in one && 'id' in one && 'created_at' in one),
        ]),
      );
      return found
        .filter((one) => 'requester_id' in one && 'subject' in one && 'created_at' in one)
        .map((ticket) => ({ ticket, ...parts }));
    })
    .filter((raw) => isReadable(raw, folder));
}

function isReadable(raw: Json, folder: string): boolean {
  try {
    (folder.endsWith('zendesk/') ? normaliseZendesk : normaliseFreshdesk)(raw, options);
    return true;
  } catch {
    return false;
  }
}

function objectsIn(value: unknown): readonly Json[] {
  if (Array.isArray(value)) return value.flatMap(objectsIn);
  if (typeof value !== 'object' || value === null) return [];
  return [value as Json, ...Object.values(value).flatMap(objectsIn)];
}
