import { updateTicket } from './change.ts';
import type { Answer, Call, Endpoint } from './call.ts';
import {
  badRequest,
  invalidRecord,
  isMap,
  manyIds,
  notFound,
  numberOf,
  ok,
  Refused,
  textOf,
  ticketParam,
} from './call.ts';
import type { DeskTicket, JsonMap } from './desk.ts';
import { destroyMany } from './endpoints-deleted.ts';
import { author } from './endpoints-tickets.ts';
import { mergeTickets } from './merge.ts';
import { readTags, readUpdate } from './ticket-body.ts';

interface Job {
  readonly id: string;
  readonly results: readonly JsonMap[];
}

const jobsKept = 100;

/** Work on several tickets at once, answered with a job that can be looked up. The jobs here are done at once. */
export function manyEndpoints(): readonly Endpoint[] {
  const jobs: Job[] = [];
  const queued = (call: Call, results: readonly JsonMap[]): Answer => {
    const job = { id: call.desk.ids.uuid().replaceAll('-', ''), results };
    jobs.push(job);
    if (jobs.length > jobsKept) jobs.shift();
    return ok({ job_status: jobJson(call, job, 'queued') });
  };
  return [
    { method: 'put', path: '/tickets/update_many', answer: (call) => queued(call, updateMany(call)) },
    { method: 'delete', path: '/tickets/destroy_many', answer: (call) => queued(call, destroyMany(call)) },
    { method: 'post', path: '/tickets/:id/merge', answer: (call) => queued(call, merge(call)) },
    {
      method: 'get',
      path: '/job_statuses/:id',
      answer: (call) => {
        const job = jobs.find((job) => job.id === call.params['id']);
        return job === undefined ? notFound : ok({ job_status: jobJson(call, job, 'completed') });
      },
    },
  ];
}

function jobJson(call: Call, job: Job, status: 'queued' | 'completed'): JsonMap {
  const done = status === 'completed';
  return {
    id: job.id,
    url: `${call.base}/job_statuses/${job.id}.json`,
    total: job.results.length,
    progress: done ? job.results.length : null,
    status,
    message: done ? 'Completed' : null,
    results: done ? job.results : null,
  };
}

/** The only place where `additional_tags` and `remove_tags` are taken. */
function updateMany(call: Call): JsonMap[] {
  const asked = call.body['ticket'];
  if (!isMap(asked)) throw badRequest('InvalidBody', 'Parameter ticket is required');
  const plus = readTags(asked['additional_tags']) ?? [];
  const minus = readTags(asked['remove_tags']) ?? [];
  return manyIds(call).map((id) => {
    const ticket = call.desk.tickets.get(id);
    const failure = refusalOf(ticket);
    if (ticket === undefined || failure !== undefined) return { id, success: false, status: 'Failed', errors: failure };
    const read = readUpdate(call, asked);
    const tags = [...(read.tags ?? ticket.tags), ...plus].filter((tag) => !minus.includes(tag));
    updateTicket(call.desk, ticket, { ...read, tags }, author(call, asked));
    return { id, success: true, status: 'Updated', action: 'update' };
  });
}

function refusalOf(ticket: DeskTicket | undefined): string | undefined {
  if (ticket === undefined || ticket.facts.status === 'deleted') return 'TicketNotFound';
  return ticket.facts.status === 'closed' ? 'Status closed prevents ticket update' : undefined;
}

function merge(call: Call): JsonMap[] {
  const target = ticketParam(call);
  const ids = Array.isArray(call.body['ids']) ? call.body['ids'].map(numberOf) : [];
  const sources = ids.map((id) => call.desk.tickets.get(id ?? Number.NaN));
  if (sources.length === 0 || sources.some((source) => refusalOf(source) !== undefined || source === target)) {
    throw new Refused(notFound);
  }
  if (target.facts.status === 'closed') throw invalidRecord('status', 'Status closed prevents ticket update');
  const comment = (side: string): { readonly body: string | undefined; readonly public: boolean } => ({
    body: textOf(call.body[`${side}_comment`]),
    public: call.body[`${side}_comment_is_public`] === true,
  });
  for (const source of sources) {
    if (source === undefined) continue;
    const { author: by } = author(call, {});
    mergeTickets(call.desk, {
      source,
      target,
      author: by,
      sourceComment: comment('source'),
      targetComment: comment('target'),
    });
  }
  return sources.map((source) => ({ id: source?.id, success: true, status: 'Updated', action: 'merge' }));
}
