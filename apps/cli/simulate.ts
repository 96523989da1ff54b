import { createReadStream } from 'node:fs';
import { createSimulation, type Compared, type Simulation } from '#core/report/simulate.ts';
import type { TicketRecord } from '#core/ticket.ts';
import { parseInstant, toIso } from '#core/time.ts';
import { PayloadError } from '#integrations/errors.ts';
import { loadPolicy } from '#apps/runtime/settings.ts';
import { whyUnread } from '#apps/runtime/text-file.ts';
import { isBlank, parseLine } from './answer-lines.ts';
import { linesOf, maxLineBytes } from './json-lines.ts';
import { normaliserOf } from './normalise.ts';
import { overrideLines } from './override-text.ts';
import { tableLines } from './table.ts';
import { UseError } from './use-error.ts';

export interface SimulateQuestion {
  /** The policy that is thought of. */
  readonly policy: string;
  /** The policy in force. */
  readonly against: string;
  /** JSON lines, one raw ticket each. */
  readonly tickets: string;
  readonly until: string;
  readonly platform: string;
  readonly json: boolean;
}

/**
 * `recourse simulate`: what another policy would have done to past tickets, and how often people's word goes against each,
 * as a table or as JSON.
 *
 * @throws {UseError} what was asked cannot be understood
 * @throws {ConfigError} a policy is wrong
 * @throws {PayloadError} a ticket is not what the platform documents
 */
export async function runSimulate(question: SimulateQuestion): Promise<string> {
  const until = parseInstant(question.until);
  if (until === undefined)
    throw new UseError(`--until '${question.until}' is no instant; write it as 2026-11-17T09:30:00Z`);
  const { normalise } = normaliserOf(question.platform);
  const [old, next] = [await loadPolicy(question.against), await loadPolicy(question.policy)];
  // By the prefix in force: under another one nothing that people decided would be found.
  const simulated = createSimulation({ old, new: { ...next, prefix: old.prefix } }, until);
  for await (const { raw, place } of rawTickets(question.tickets)) {
    simulated.add(readAt(place, () => normalise(raw, { prefix: old.prefix })));
  }
  const simulation = simulated.result();
  return question.json ? jsonOf(simulation) : tableOf(simulation, { old: old.version, new: next.version });
}

/** Says where in the file a ticket stands that cannot be read. */
function readAt(place: string, read: () => TicketRecord): TicketRecord {
  try {
    return read();
  } catch (cause) {
    if (!(cause instanceof PayloadError)) throw cause;
    throw new PayloadError(cause.code, cause.path, `${place}: ${cause.message}`);
  }
}

async function* rawTickets(path: string): AsyncGenerator<{ readonly raw: unknown; readonly place: string }> {
  let number = 0;
  try {
    for await (const line of linesOf(createReadStream(path), maxLineBytes)) {
      number += 1;
      if (line !== undefined && isBlank(line)) continue;
      const place = `line ${number} of ${path}`;
      const parsed = parseLine(line);
      if ('message' in parsed) throw new UseError(`${place} is ${parsed.message}`);
      yield { raw: parsed.value, place };
    }
  } catch (cause) {
    if (cause instanceof Error && 'syscall' in cause) throw new UseError(`the file ${path} ${whyUnread(cause)}`, cause);
    throw cause;
  }
}

function jsonOf({ complaints, totals }: Simulation): string {
  const rows = complaints.map(({ ticket, obligation, cycle, ...results }) => ({
    ticket,
    obligation,
    cycle: toIso(cycle),
    ...results,
  }));
  return `${JSON.stringify({ complaints: rows, totals }, undefined, 2)}\n`;
}

/** Only what differs has a line; the totals are of all. */
function tableOf({ complaints, totals }: Simulation, versions: { old: string; new: string }): string {
  const changed = complaints.filter((compared) => compared.old !== compared.new);
  const rows = [
    ['ticket', 'promise', 'since', versions.old, versions.new],
    ...changed.map((one) => [one.ticket, one.obligation, toIso(one.cycle), one.old, one.new]),
  ];
  const count = (name: 'warned' | 'breached' | 'met'): string =>
    `${name.padEnd(8)} ${String(totals.old[name]).padStart(6)} -> ${String(totals.new[name]).padStart(6)}`;
  return [
    changed.length === 0 ? 'No promise would have gone otherwise.' : tableLines(rows).join('\n'),
    '',
    `${complaints.length} promises on ${ticketCount(complaints)} complaints, ${changed.length} of them otherwise`,
    ...(['warned', 'breached', 'met'] as const).map(count),
    ...(totals.overrides === undefined ? [] : ['', ...overrideLines(totals.overrides)]),
    '',
  ].join('\n');
}

function ticketCount(complaints: readonly Compared[]): number {
  return new Set(complaints.map(({ ticket }) => ticket)).size;
}
