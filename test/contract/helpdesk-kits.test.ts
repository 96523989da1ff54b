import { describe, expect, test } from 'vitest';
import { IntegrationError } from '#integrations/errors.ts';
import { openZendesk } from '#test/integrations/zendesk/fake-desk.ts';
import { actionsLaws } from './actions-kit.ts';
import type { HelpdeskLaw, HelpdeskPorts, HelpdeskSubject } from './helpdesk.ts';
import { brokenLaws, never } from './helpdesk.ts';
import { ledgerLaws } from './ledger-kit.ts';
import { sourceLaws } from './source-kit.ts';

interface Breakage {
  readonly what: string;
  readonly worsen: (ports: HelpdeskPorts, subject: HelpdeskSubject) => HelpdeskPorts;
  /** A law that must find it out. */
  readonly found: RegExp;
}

const open = () => openZendesk();

/** Each breakage is held against the one law that must find it, and against a whole desk that law passes. */
function finds(laws: readonly HelpdeskLaw[], breakages: readonly Breakage[]): void {
  for (const { what, worsen, found } of breakages) {
    test(what, async () => {
      const chosen = laws.filter(({ name }) => found.test(name));
      expect(chosen.length).toBe(1);
      expect(await brokenLaws(chosen, open, (ports) => ports)).toEqual([]);
      expect(await brokenLaws(chosen, open, worsen)).toEqual(chosen.map(({ name }) => name));
    });
  }
}

const withSource =
  (change: (ports: HelpdeskPorts, subject: HelpdeskSubject) => Partial<HelpdeskPorts['source']>): Breakage['worsen'] =>
  (ports, subject) => ({ ...ports, source: { ...ports.source, ...change(ports, subject) } });

describe('the source kit finds a source out that', () => {
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
        read: (ticket, signal) =>
          source.read(ticket, signal).catch(() => {
            throw new IntegrationError('kit', 'unavailable', { message: 'failed' });
          }),
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
  ]);
});

const withWrite =
  (change: (ports: HelpdeskPorts, subject: HelpdeskSubject) => HelpdeskPorts['actions']['write']): Breakage['worsen'] =>
  (ports, subject) => ({ ...ports, actions: { write: change(ports, subject) } });

describe('the actions kit finds actions out that', () => {
  finds(actionsLaws, [
    {
      what: 'save in two steps',
      worsen: withWrite(({ actions, source }) => async (record, { note, ...change }, signal) => {
        const first = await actions.write(record, change, signal);
        if (first === 'conflict' || note === undefined) return first;
        return actions.write(await source.read(record.ref, signal), { note }, signal);
      }),
      found: /few writes/,
    },
    {
      what: 'rewrite the tags of others',
      worsen: withWrite(
        ({ actions }) =>
          (record, change, signal) =>
            actions.write({ ...record, tags: [] }, { addTags: ['x'], ...change }, signal),
      ),
      found: /not ours stays/,
    },
    {
      what: 'write over a ticket that moved on',
      worsen: withWrite(
        ({ actions, source }) =>
          async (record, change, signal) =>
            actions.write(await source.read(record.ref, signal), change, signal),
      ),
      found: /moved on/,
    },
    {
      what: 'do again what was done',
      worsen: withWrite(
        ({ actions, source }) =>
          async (record, change, signal) =>
            actions.write(await source.read(record.ref, signal), change, signal),
      ),
      found: /twice/,
    },
    {
      what: 'do not mind the second in which they read',
      worsen: withWrite(
        ({ actions }) =>
          (record, change, signal) =>
            actions.write({ ...record, readAt: record.updatedAt + 1_000 }, change, signal),
      ),
      found: /very second/,
    },
    {
      what: 'forget what the ledger held',
      worsen: withWrite(
        ({ actions }) =>
          (record, change, signal) =>
            actions.write({ ...record, ledger: [] }, change, signal),
      ),
      found: /keeps what it held/,
    },
    {
      what: 'lose a field that is to be emptied',
      worsen: withWrite(
        ({ actions }) =>
          (record, change, signal) =>
            actions.write(record, { ...change, fields: {} }, signal),
      ),
      found: /emptied/,
    },
    {
      what: 'save again when the answer was lost',
      worsen: withWrite(({ actions, source }) => async (record, change, signal) => {
        try {
          return await actions.write(record, change, signal);
        } catch {
          return actions.write(await source.read(record.ref, signal), change, signal);
        }
      }),
      found: /answer was lost/,
    },
    {
      what: 'take a lost answer for a refusal',
      worsen: withWrite(
        ({ actions }) =>
          (record, change, signal) =>
            actions.write(record, change, signal).catch((cause: unknown) => {
              const { reason, message, status } = cause as IntegrationError;
              throw new IntegrationError('kit', reason, { message, status, outcome: 'not-done' });
            }),
      ),
      found: /answer was lost/,
    },
    {
      what: 'take a frozen ticket for a written one',
      worsen: withWrite(
        ({ actions }) =>
          (record, change, signal) =>
            actions.write(record, change, signal).catch(() => 'written'),
      ),
      found: /frozen/,
    },
    {
      what: 'do not hear an abort',
      worsen: withWrite(
        ({ actions }) =>
          (record, change) =>
            actions.write(record, change, never),
      ),
      found: /nothing is sent/,
    },
    {
      what: 'take part of an address for the whole',
      worsen: (ports) => ({
        ...ports,
        agents: {
          byEmail: async (email, signal) =>
            (await ports.agents.byEmail(email, signal)) ?? ports.agents.byEmail('ann@fernhill.example', signal),
        },
      }),
      found: /whole of their address/,
    },
  ]);
});

const withLedger =
  (change: (ports: HelpdeskPorts, subject: HelpdeskSubject) => Partial<HelpdeskPorts['ledger']>): Breakage['worsen'] =>
  (ports, subject) => ({ ...ports, ledger: { ...ports.ledger, ...change(ports, subject) } });

describe('the ledger kit finds a ledger out that', () => {
  finds(ledgerLaws, [
    {
      what: 'lets everybody hold a claim',
      worsen: withLedger(({ ledger }) => ({
        claim: (record, request, signal) => ledger.claim(record, request, signal).then(() => 'held'),
      })),
      found: /of two claimers/,
    },
    {
      what: 'does not mind the second in which it read',
      worsen: withLedger(({ ledger }) => ({
        claim: (record, request, signal) =>
          ledger.claim({ ...record, readAt: record.updatedAt + 1_000 }, request, signal),
      })),
      found: /of many claimers/,
    },
    {
      what: 'claims a ticket that moved on',
      worsen: withLedger(({ ledger, source }) => ({
        claim: async (record, request, signal) => ledger.claim(await source.read(record.ref, signal), request, signal),
      })),
      found: /moved on/,
    },
    {
      what: 'holds what it cannot know to hold',
      worsen: withLedger(({ ledger }) => ({
        async claim(record, request, signal) {
          const answer = await ledger.claim(record, request, signal);
          return answer === 'unknown' ? 'held' : answer;
        },
      })),
      found: /answer was lost is held only/,
    },
    {
      what: 'gives up what it holds',
      worsen: withLedger(({ ledger }) => ({
        async claim(record, request, signal) {
          const answer = await ledger.claim(record, request, signal);
          return answer === 'held' ? 'unknown' : answer;
        },
      })),
      found: /stands in the ledger/,
    },
    {
      what: 'forgets who claimed first',
      worsen: withLedger(({ ledger }) => ({
        claim: (record, request, signal) => ledger.claim({ ...record, ledger: [] }, request, signal),
      })),
      found: /taken over/,
    },
    {
      what: 'claims what was posted',
      worsen: withLedger(({ ledger }) => ({
        claim: (record, request, signal) => ledger.claim({ ...record, ledger: [] }, request, signal),
      })),
      found: /never claimed again/,
    },
    {
      what: 'forgets what an alert spoke for',
      worsen: withLedger(({ ledger }) => ({
        mark: (...[ticket, keys, posted, , signal]) => ledger.mark(ticket, keys, posted, [], signal),
      })),
      found: /takes the claim’s place/,
    },
    {
      what: 'gives a mark up at the first conflict',
      worsen: withLedger(({ ledger, source, actions }) => ({
        async mark(ticket, keys, { channel, message }, ...[, signal]) {
          const record = await source.read(ticket, signal);
          if (record.isFrozen === true) return ledger.mark(ticket, keys, { channel, message }, [], signal);
          await actions.write(
            record,
            { ledger: keys.map((key) => ({ kind: 'posted', key, channel, message, at: record.readAt })) },
            signal,
          );
          return 'marked';
        },
      })),
      found: /others write at the same time/,
    },
    {
      what: 'fails at a frozen ticket',
      worsen: withLedger(({ ledger }) => ({
        async mark(...call) {
          const answer = await ledger.mark(...call);
          if (answer === 'closed') throw new IntegrationError('kit', 'closed', { message: 'closed' });
          return answer;
        },
      })),
      found: /frozen or deleted/,
    },
    {
      what: 'tags what it marks',
      worsen: withLedger(({ ledger, source, actions }) => ({
        async mark(...call) {
          const [ticket, , , , signal] = call;
          await actions.write(await source.read(ticket, signal), { addTags: ['alerted'] }, signal);
          return ledger.mark(...call);
        },
      })),
      found: /touches anything else/,
    },
    {
      what: 'does not hear an abort',
      worsen: withLedger(({ ledger }) => ({ claim: (record, request) => ledger.claim(record, request, never) })),
      found: /nothing is sent/,
    },
  ]);
});
