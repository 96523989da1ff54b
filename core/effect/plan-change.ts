import type { Complaint } from '../complaint/complaint.ts';
import type { ComplaintFields } from '../complaint/fields.ts';
import type { Decision } from '../decide/decision.ts';
import type { TicketRecord } from '../ticket.ts';
import type { Effect, TicketChange } from './effect.ts';
import { effectKey, ledgerKey } from './key.ts';
import { recognitionNote } from './note.ts';
import type { Situation } from './situation.ts';

type ChangeTicket = Extract<Effect, { kind: 'change-ticket' }>;

/** Everything that is said of the ticket itself, as one save; `undefined` where the ticket shows it already, or takes none. */
export function planChange(
  decisions: readonly Decision[],
  { record, complaint, clocks, policy, now }: Situation,
): ChangeTicket | undefined {
  if (record.isFrozen === true) return undefined;
  const { addTags, removeTags, fields, noted } = lackingOf(decisions, record, complaint);
  if (addTags.length + removeTags.length === 0 && fields === undefined && noted === undefined) return undefined;
  const change: TicketChange = {
    ...(addTags.length > 0 ? { addTags } : {}),
    ...(removeTags.length > 0 ? { removeTags } : {}),
    ...(fields === undefined ? {} : { fields }),
    ...(noted === undefined
      ? {}
      : { note: recognitionNote({ complaint, clocks, policy }), ledger: [{ kind: 'noted', key: noted, at: now }] }),
  };
  const key = effectKey(record.ref, ledgerKey('complaint', 'marks', complaint.receivedAt));
  return { key, ticket: record.ref, kind: 'change-ticket', change };
}

interface Lacking {
  readonly addTags: string[];
  readonly removeTags: string[];
  fields: ComplaintFields | undefined;
  noted: string | undefined;
}

/** What the ticket does not show of what was decided. */
function lackingOf(decisions: readonly Decision[], record: TicketRecord, { ownTags }: Complaint): Lacking {
  const lacking: Lacking = { addTags: [], removeTags: [], fields: undefined, noted: undefined };
  for (const decision of decisions) {
    if (decision.kind === 'mark') {
      for (const tag of decision.tags) if (!ownTags.includes(tag)) lacking.addTags.push(tag);
      for (const tag of decision.notTags) if (ownTags.includes(tag)) lacking.removeTags.push(tag);
      lacking.fields = changed(record.fields, decision.fields);
    }
    if (decision.kind === 'note' && !isNoted(record, decision.key)) lacking.noted = decision.key;
  }
  return lacking;
}

function isNoted(record: TicketRecord, key: string): boolean {
  return record.ledger.some((entry) => entry.kind === 'noted' && entry.key === key);
}

function changed(is: ComplaintFields, wanted: ComplaintFields): ComplaintFields | undefined {
  let fields: { -readonly [Name in keyof ComplaintFields]: ComplaintFields[Name] } | undefined;
  for (const name of Object.keys(wanted) as (keyof ComplaintFields)[]) {
    if (wanted[name] !== is[name]) (fields ??= {})[name] = wanted[name];
  }
  return fields;
}
