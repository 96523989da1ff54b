import { describe } from 'vitest';
import { IntegrationError } from '#integrations/errors.ts';
import type { HelpdeskPorts, HelpdeskSubject } from './helpdesk.ts';
import { never } from './helpdesk.ts';
import { sourceLaws } from './source-kit.ts';
import { finds, impatient, unavailable, type Breakage } from './breakages.ts';

const withSource =
  (change: (ports: HelpdeskPorts, subject: HelpdeskSubject) => Partial<HelpdeskPorts['source']>): Breakage['worsen'] =>
  (ports, subject) => ({ ...ports, source: { ...ports.source, ...change(ports, subject) } });

describe('the source kit finds a source out that', () => {
  let reads = 0;
  const used = new Set<string>();
  finds(sourceLaws, [
    {
      what: 'takes private words for public ones',
      worsen: withSource(({ source }) => ({
        async read(ticket, signal) {
          const record = await source.read(ticket, signal);
          return {
            ...record,
            timeline: record.timeline.map((entry) => (entry.kind === 'said' ? { ...entry, public: true } : entry)),
          };
        },
      })),
      found: /read whole/,
    },
    {
      what: 'tells of another ticket’s form',
      worsen: withSource(({ source }) => {
        let first: string | undefined;
        return {
          async read(ticket, signal) {
            const record = await source.read(ticket, signal);
            first ??= record.form;
            return { ...record, form: first };
          },
        };
      }),
      found: /by its name/,
    },
    {
      what: 'reads the first page of a conversation only',
      worsen: withSource(({ source }) => ({
        async read(ticket, signal) {
          const record = await source.read(ticket, signal);
          return { ...record, timeline: record.timeline.slice(0, 100) };
        },
      })),
      found: /longer than a page/,
    },
    {
      what: 'stops after the first page of changes',
      worsen: withSource(({ source }) => ({
        changesSince: async (from, signal) => ({ ...(await source.changesSince(from, signal)), more: false }),
      })),
      found: /page by page/,
    },
    {
      what: 'forgets its cursor',
      worsen: withSource(({ source }) => ({
        changesSince: (from, signal) => source.changesSince(typeof from === 'string' ? { sinceAt: 0 } : from, signal),
      })),
      found: /page by page/,
    },
    {
      what: 'takes a place for read that it was too early to read',
      worsen: withSource(({ source }, { time }) => ({
        changesSince: (from, signal) =>
          source.changesSince(typeof from === 'string' ? { sinceAt: time.now() - 60_000 } : from, signal),
      })),
      found: /very moment/,
    },
    {
      what: 'cannot tell of deleted tickets',
      worsen: withSource(({ source }) => ({
        async read(ticket, signal) {
          const record = await source.read(ticket, signal);
          return record.status === 'deleted' ? { ...record, status: 'open' } : record;
        },
      })),
      found: /deleted/,
    },
    {
      what: 'finds the first page of tagged tickets only',
      worsen: withSource(({ source }) => ({
        tagged: async (tag, cursor, signal) => ({ ...(await source.tagged(tag, cursor, signal)), more: false }),
      })),
      found: /our tag/,
    },
    {
      what: 'hides that reading failed',
      worsen: withSource(({ source }) => ({
        read: (ticket, signal) =>
          source
            .read(ticket, signal)
            .catch(() => source.read(ticket, signal))
            .catch(() => source.read(ticket, signal)),
      })),
      found: /never half a record/,
    },
    {
      what: 'calls every failure unavailable',
      worsen: withSource(({ source }) => ({
        read: (ticket, signal) => source.read(ticket, signal).catch(unavailable),
      })),
      found: /HTTP status/,
    },
    {
      what: 'tells the credential in an error',
      worsen: withSource(({ source }, { credential }) => ({
        read: (ticket, signal) =>
          source.read(ticket, signal).catch((cause: unknown) => {
            const { reason, status } = cause as IntegrationError;
            throw new IntegrationError('kit', reason, { message: `failed with ${credential}`, status });
          }),
      })),
      found: /HTTP status/,
    },
    {
      what: 'lets another error out than the agreed ones',
      worsen: withSource(({ source }) => ({
        read: (ticket, signal) =>
          source.read(ticket, signal).catch((cause: unknown) => {
            throw new TypeError('undefined is not a ticket', { cause });
          }),
      })),
      found: /another shape/,
    },
    {
      what: 'does not hear an abort',
      worsen: withSource(({ source }) => ({ read: (ticket) => source.read(ticket, never) })),
      found: /nothing is sent/,
    },
    {
      what: 'reads whatever account a ticket is said to be of',
      worsen: withSource(({ source }) => ({
        read: (ticket, signal) => source.read({ ...ticket, platform: 'zendesk', account: 'fernhill' }, signal),
      })),
      found: /nothing is sent/,
    },
    {
      what: 'reads something else each time',
      worsen: withSource(({ source }) => ({
        async read(ticket, signal) {
          reads += 1;
          return { ...(await source.read(ticket, signal)), version: String(reads) };
        },
      })),
      found: /same record/,
    },
    {
      what: 'sees the helpdesk’s own promises once only',
      worsen: withSource(({ source }) => ({
        async read(ticket, signal) {
          reads += 1;
          return { ...(await source.read(ticket, signal)), targets: reads % 2 === 0 ? [] : undefined };
        },
      })),
      found: /same record/,
    },
    {
      what: 'uses a cursor up',
      worsen: withSource(({ source }) => ({
        async changesSince(from, signal) {
          const changes = await source.changesSince(from, signal);
          if (typeof from !== 'string') return changes;
          const isUsed = used.has(from);
          used.add(from);
          return isUsed ? { ...changes, tickets: [] } : changes;
        },
      })),
      found: /used again/,
    },
    {
      what: 'finds the first page of what nobody has solved',
      worsen: (ports) => ({
        ...ports,
        backlog: { unsolved: async (...asked) => ({ ...(await ports.backlog.unsolved(...asked)), more: false }) },
      }),
      found: /nobody has solved/,
    },
    {
      what: 'gives up where it is told to wait',
      worsen: withSource(({ source }, subject) => ({
        read: (ticket, signal) => impatient(subject, () => source.read(ticket, signal)),
      })),
      found: /waited out/,
    },
  ]);
});
