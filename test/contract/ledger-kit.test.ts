import { describe } from 'vitest';
import { IntegrationError } from '#integrations/errors.ts';
import type { HelpdeskPorts, HelpdeskSubject } from './helpdesk.ts';
import { never } from './helpdesk.ts';
import { ledgerLaws } from './ledger-kit.ts';
import { finds, unavailable, type Breakage } from './breakages.ts';

const withLedger =
  (change: (ports: HelpdeskPorts, subject: HelpdeskSubject) => Partial<HelpdeskPorts['ledger']>): Breakage['worsen'] =>
  (ports, subject) => ({ ...ports, ledger: { ...ports.ledger, ...change(ports, subject) } });

/** Claims on a ticket as it is now, whatever was seen when it was decided. */
const readsAnew = withLedger(({ ledger, source }) => ({
  claim: async (record, request, signal) => ledger.claim(await source.read(record.ref, signal), request, signal),
}));

/** Claims as though nobody had claimed or posted before. */
const forgetsWhatItHeld = withLedger(({ ledger }) => ({
  claim: (record, request, signal) => ledger.claim({ ...record, ledger: [] }, request, signal),
}));

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
      what: 'does not tell when a claim is sent',
      worsen: withLedger(({ ledger }) => ({
        claim: (record, request, signal) => ledger.claim(record, { ...request, sending: undefined }, signal),
      })),
      found: /had wait/,
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
      worsen: readsAnew,
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
      worsen: forgetsWhatItHeld,
      found: /taken over/,
    },
    {
      what: 'claims what was posted',
      worsen: forgetsWhatItHeld,
      found: /never claimed again/,
    },
    {
      what: 'forgets what an alert spoke for',
      worsen: withLedger(({ ledger }) => ({
        mark: (ticket, request, signal) => ledger.mark(ticket, { ...request, covers: [] }, signal),
      })),
      found: /takes the claim’s place/,
    },
    {
      what: 'gives a mark up at the first conflict',
      worsen: withLedger(({ ledger, source, actions }) => ({
        async mark(ticket, request, signal) {
          const { keys, posted } = request;
          const { channel, message } = posted;
          const record = await source.read(ticket, signal);
          if (record.isFrozen === true) return ledger.mark(ticket, { ...request, covers: [] }, signal);
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
          const [ticket, , signal] = call;
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
    {
      what: 'writes its claim in place of another’s',
      worsen: withLedger(({ actions, source }) => ({
        async claim(seen, { keys, owner, channel }, signal) {
          const record = await source.read(seen.ref, signal);
          const at = record.readAt;
          const ledger = keys.map((key) => ({ kind: 'claimed', key, owner, channel, at, since: at }) as const);
          return (await actions.write({ ...record, ledger: [] }, { ledger }, signal)) === 'written'
            ? 'held'
            : 'conflict';
        },
      })),
      found: /does not overwrite it/,
    },
    {
      what: 'reads anew before it claims',
      worsen: readsAnew,
      found: /arrives late/,
    },
    {
      what: 'takes a collision for a failure',
      worsen: withLedger(({ ledger }) => ({
        async claim(...asked) {
          return (await ledger.claim(...asked)) === 'conflict' ? unavailable() : 'held';
        },
      })),
      found: /collision/,
    },
    {
      what: 'leaves the mark to whoever came first',
      worsen: withLedger(({ actions, source }) => ({
        async mark(ticket, { keys, posted }, signal) {
          const record = await source.read(ticket, signal);
          const ledger = keys.map((key) => ({ kind: 'posted', key, ...posted, at: record.readAt }) as const);
          await actions.write(record, { ledger }, signal);
          return 'marked';
        },
      })),
      found: /lose neither/,
    },
    {
      what: 'tags for a claim that it does not hold',
      worsen: withLedger(({ ledger, actions, source }) => ({
        async claim(record, request, signal) {
          const answer = await ledger.claim(record, request, signal);
          const { tags } = request;
          if (tags !== undefined) await actions.write(await source.read(record.ref, signal), tags, signal);
          return answer;
        },
      })),
      found: /go with a claim or a mark/,
    },
    {
      what: 'tags with a mark what it judged before',
      worsen: withLedger(({ ledger, actions, source }) => ({
        async mark(ticket, request, signal) {
          const { tags } = request;
          if (tags !== undefined) await actions.write(await source.read(ticket, signal), tags, signal);
          return ledger.mark(ticket, request, signal);
        },
      })),
      found: /go with a claim or a mark/,
    },
    {
      what: 'claims the first of several keys alone',
      worsen: withLedger(({ ledger }) => ({
        claim: (record, request, signal) =>
          ledger.claim(record, { ...request, keys: request.keys.slice(0, 1) }, signal),
      })),
      found: /several keys/,
    },
    {
      what: 'calls every failure unavailable',
      worsen: withLedger(({ ledger }) => ({ claim: (...asked) => ledger.claim(...asked).catch(unavailable) })),
      found: /HTTP status/,
    },
  ]);
});
