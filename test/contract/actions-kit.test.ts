import { describe } from 'vitest';
import { IntegrationError } from '#integrations/errors.ts';
import { actionsLaws } from './actions-kit.ts';
import type { HelpdeskPorts, HelpdeskSubject } from './helpdesk.ts';
import { never } from './helpdesk.ts';
import { finds, impatient, unavailable, type Breakage } from './breakages.ts';

const withWrite =
  (change: (ports: HelpdeskPorts, subject: HelpdeskSubject) => HelpdeskPorts['actions']['write']): Breakage['worsen'] =>
  (ports, subject) => ({ ...ports, actions: { write: change(ports, subject) } });

/** Writes on a ticket as it is now, whatever was seen when it was decided. */
const readsAnew = withWrite(
  ({ actions, source }) =>
    async (record, change, signal) =>
      actions.write(await source.read(record.ref, signal), change, signal),
);

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
      worsen: readsAnew,
      found: /moved on/,
    },
    {
      what: 'do again what was done',
      worsen: readsAnew,
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
    {
      what: 'write a note as a person would',
      worsen: withWrite(({ actions }, subject) => async (record, { note, ...change }, signal) => {
        if (note !== undefined) subject.agentReplies(record.ref, { text: note, public: false });
        return Object.keys(change).length === 0 ? 'written' : actions.write(record, change, signal);
      }),
      found: /nobody’s words/,
    },
    {
      what: 'give up where they are told to wait',
      worsen: withWrite(
        ({ actions }, subject) =>
          (...asked) =>
            impatient(subject, () => actions.write(...asked)),
      ),
      found: /waited out/,
    },
    {
      what: 'call every failure unavailable',
      worsen: withWrite(
        ({ actions }) =>
          (...asked) =>
            actions.write(...asked).catch(unavailable),
      ),
      found: /HTTP status/,
    },
  ]);
});
