import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { IntegrationError } from '#integrations/errors.ts';
import { openZendesk } from '#test/integrations/zendesk/fake-desk.ts';
import { actionsLaws } from './actions-kit.ts';
import type { HelpdeskLaw, HelpdeskPorts, HelpdeskSubject } from './helpdesk.ts';
import { brokenLaws } from './helpdesk.ts';
import { ledgerLaws } from './ledger-kit.ts';
import { sourceLaws } from './source-kit.ts';

/** What `helpdesk-kits.test.ts` leaves out: with it every law of the three kits has a breakage that it alone finds. */

type Worsen = (ports: HelpdeskPorts, subject: HelpdeskSubject) => HelpdeskPorts;
type Breakage = readonly [what: string, found: RegExp, worsen: Worsen];

/** Each breakage is held against the one law that must find it, and against a whole desk that law passes. */
function finds(laws: readonly HelpdeskLaw[], breakages: readonly Breakage[]): void {
  for (const [what, found, worsen] of breakages) {
    test(what, async () => {
      const chosen = laws.filter(({ name }) => found.test(name));
      expect(chosen.length).toBe(1);
      expect(await brokenLaws(chosen, openZendesk, (ports) => ports)).toEqual([]);
      expect(await brokenLaws(chosen, openZendesk, worsen)).toEqual(chosen.map(({ name }) => name));
    });
  }
}

/** Gives up after less than a second of the helpdesk's time. */
function impatient<T>({ time }: HelpdeskSubject, work: () => Promise<T>): Promise<T> {
  const late = time.sleepUntil(time.now() + 900).then((): never => {
    throw new IntegrationError('kit', 'timeout', { message: 'waited for nothing' });
  });
  return Promise.race([time.standBy(time.task(work)), late]);
}

const unavailable = (): never => {
  throw new IntegrationError('kit', 'unavailable', { message: 'failed' });
};

describe('the source kit finds a source out that', () => {
  let reads = 0;
  const used = new Set<string>();
  finds(sourceLaws, [
    [
      'reads something else each time',
      /same record/,
      (ports) => ({
        ...ports,
        source: {
          ...ports.source,
          async read(ticket, signal) {
            reads += 1;
            return { ...(await ports.source.read(ticket, signal)), version: String(reads) };
          },
        },
      }),
    ],
    [
      'sees the helpdesk’s own promises once only',
      /same record/,
      (ports) => ({
        ...ports,
        source: {
          ...ports.source,
          async read(ticket, signal) {
            reads += 1;
            return { ...(await ports.source.read(ticket, signal)), targets: reads % 2 === 0 ? [] : undefined };
          },
        },
      }),
    ],
    [
      'uses a cursor up',
      /used again/,
      (ports) => ({
        ...ports,
        source: {
          ...ports.source,
          async changesSince(from, signal) {
            const changes = await ports.source.changesSince(from, signal);
            if (typeof from !== 'string') return changes;
            const isUsed = used.has(from);
            used.add(from);
            return isUsed ? { ...changes, tickets: [] } : changes;
          },
        },
      }),
    ],
    [
      'finds the first page of what nobody has solved',
      /nobody has solved/,
      (ports) => ({
        ...ports,
        backlog: { unsolved: async (...asked) => ({ ...(await ports.backlog.unsolved(...asked)), more: false }) },
      }),
    ],
    [
      'gives up where it is told to wait',
      /waited out/,
      (ports, subject) => ({
        ...ports,
        source: {
          ...ports.source,
          read: (ticket, signal) => impatient(subject, () => ports.source.read(ticket, signal)),
        },
      }),
    ],
  ]);
});

describe('the actions kit finds actions out that', () => {
  finds(actionsLaws, [
    [
      'write a note as a person would',
      /nobody’s words/,
      (ports, subject) => ({
        ...ports,
        actions: {
          async write(record, { note, ...change }, signal) {
            if (note !== undefined) subject.agentReplies(record.ref, { text: note, public: false });
            return Object.keys(change).length === 0 ? 'written' : ports.actions.write(record, change, signal);
          },
        },
      }),
    ],
    [
      'give up where they are told to wait',
      /waited out/,
      (ports, subject) => ({
        ...ports,
        actions: { write: (...asked) => impatient(subject, () => ports.actions.write(...asked)) },
      }),
    ],
    [
      'call every failure unavailable',
      /HTTP status/,
      (ports) => ({ ...ports, actions: { write: (...asked) => ports.actions.write(...asked).catch(unavailable) } }),
    ],
  ]);
});

describe('the ledger kit finds a ledger out that', () => {
  const withLedger =
    (change: (ports: HelpdeskPorts, subject: HelpdeskSubject) => Partial<HelpdeskPorts['ledger']>): Worsen =>
    (ports, subject) => ({ ...ports, ledger: { ...ports.ledger, ...change(ports, subject) } });
  finds(ledgerLaws, [
    [
      'writes its claim in place of another’s',
      /does not overwrite it/,
      withLedger(({ actions, source }) => ({
        async claim(seen, { keys, owner, channel }, signal) {
          const record = await source.read(seen.ref, signal);
          const at = record.readAt;
          const ledger = keys.map((key) => ({ kind: 'claimed', key, owner, channel, at, since: at }) as const);
          return (await actions.write({ ...record, ledger: [] }, { ledger }, signal)) === 'written'
            ? 'held'
            : 'conflict';
        },
      })),
    ],
    [
      'reads anew before it claims',
      /arrives late/,
      withLedger(({ ledger, source }) => ({
        claim: async (record, request, signal) => ledger.claim(await source.read(record.ref, signal), request, signal),
      })),
    ],
    [
      'takes a collision for a failure',
      /collision/,
      withLedger(({ ledger }) => ({
        async claim(...asked) {
          return (await ledger.claim(...asked)) === 'conflict' ? unavailable() : 'held';
        },
      })),
    ],
    [
      'leaves the mark to whoever came first',
      /lose neither/,
      withLedger(({ actions, source }) => ({
        async mark(ticket, keys, posted, ...[, signal]) {
          const record = await source.read(ticket, signal);
          const ledger = keys.map((key) => ({ kind: 'posted', key, ...posted, at: record.readAt }) as const);
          await actions.write(record, { ledger }, signal);
          return 'marked';
        },
      })),
    ],
    [
      'claims the first of several keys alone',
      /several keys/,
      withLedger(({ ledger }) => ({
        claim: (record, request, signal) =>
          ledger.claim(record, { ...request, keys: request.keys.slice(0, 1) }, signal),
      })),
    ],
    [
      'calls every failure unavailable',
      /HTTP status/,
      withLedger(({ ledger }) => ({ claim: (...asked) => ledger.claim(...asked).catch(unavailable) })),
    ],
  ]);
});

test('every law of these kits is held against a breakage, here or beside it', () => {
  const here = new URL('.', import.meta.url).pathname;
  const tests = ['helpdesk-kits.test.ts', 'helpdesk-kits-waiting.test.ts'].map((file) =>
    readFileSync(here + file, 'utf8'),
  );
  for (const [kit, laws] of Object.entries({ source: sourceLaws, actions: actionsLaws, ledger: ledgerLaws })) {
    const found = tests.flatMap((text) => {
      const part = text.split(`describe('the ${kit} kit`)[1]?.split("describe('")[0] ?? '';
      return [...part.matchAll(/^ +(?:found: )?\/(.+)\/,$/gm)].map(([, pattern = '']) => new RegExp(pattern));
    });
    const unproven = laws.filter(({ name }) => !found.some((pattern) => pattern.test(name)));
    expect(unproven.map(({ name }) => `${kit}: ${name}`)).toEqual([]);
  }
});
