import { describe, expect, test } from 'vitest';
import type { NewTicket } from '#integrations/contract.ts';
import { openFreshdesk } from '#test/integrations/freshdesk/fake-desk.ts';
import { openZendesk } from '#test/integrations/zendesk/fake-desk.ts';
import type { HelpdeskPorts } from './helpdesk.ts';
import { brokenLaws } from './helpdesk.ts';
import { intakeLaws } from './intake-kit.ts';

type Intake = HelpdeskPorts['intake'];

let made = 0;
/** A source that nothing was opened of before. */
const unheard = (ticket: NewTicket): NewTicket => {
  made += 1;
  const source = `${ticket.source}/${made}`;
  return { ...ticket, source, fields: { ...ticket.fields, complaint: `${ticket.fields.complaint}/${made}` } };
};

const breakages: readonly {
  readonly what: string;
  readonly worsen: (intake: Intake) => Partial<Intake>;
  readonly found: RegExp;
}[] = [
  {
    what: 'opens a ticket whenever it is asked to',
    worsen: (intake) => ({ open: (ticket, signal) => intake.open(unheard(ticket), signal) }),
    found: /of one source one ticket/,
  },
  {
    what: 'opens another where two ask at once',
    worsen: (intake) => ({ open: (ticket, signal) => intake.open(unheard(ticket), signal) }),
    found: /twice at once/,
  },
  {
    what: 'opens another where the answer was lost',
    worsen: (intake) => ({ open: (ticket, signal) => intake.open(unheard(ticket), signal) }),
    found: /lost \(cut-after\)/,
  },
  {
    what: 'takes one source for another that begins alike',
    worsen: (intake) => ({
      open: (ticket, signal) => intake.open({ ...ticket, source: ticket.source.split('?')[0] ?? '' }, signal),
    }),
    found: /other sources/,
  },
  {
    what: 'does not say that a person calls it a complaint',
    worsen: (intake) => ({
      open: (ticket, signal) => intake.open({ ...ticket, fields: { complaint: ticket.source } }, signal),
    }),
    found: /marked as a complaint/,
  },
  {
    what: 'shows the complainant what it says it does not, or the other way round',
    worsen: ({ isTextShown }) => ({ isTextShown: !isTextShown }),
    found: /marked as a complaint/,
  },
  {
    what: 'opens them all in the name of who complains',
    worsen: (intake) => ({
      open: (ticket, signal) =>
        intake.open({ ...ticket, complainant: { email: 'maria@customers.example', name: 'Maria Sol' } }, signal),
    }),
    found: /nobody said who complains/,
  },
  {
    what: 'asks though everybody has given up',
    worsen: (intake) => ({ open: (ticket) => intake.open(ticket, new AbortController().signal) }),
    found: /given up/,
  },
];

describe.each([
  ['Zendesk', openZendesk],
  ['Freshdesk', openFreshdesk],
] as const)('on %s the intake kit finds an intake out that', (_, open) => {
  test.each(breakages)('$what', async ({ worsen, found }) => {
    const chosen = intakeLaws.filter(({ name }) => found.test(name));
    expect(chosen).toHaveLength(1);
    const broken = await brokenLaws(chosen, open, (ports) => ({
      ...ports,
      intake: { ...ports.intake, ...worsen(ports.intake) },
    }));
    expect(broken).toEqual(chosen.map(({ name }) => name));
  });
});
