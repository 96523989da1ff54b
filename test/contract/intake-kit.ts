import { expect } from 'vitest';
import type { NewTicket, OpenedTicket } from '#integrations/contract.ts';
import { IntegrationError } from '#integrations/errors.ts';
import { drivenAlone } from './driven.ts';
import type { HelpdeskLaw, HelpdeskPorts, HelpdeskSubject, Misfortune } from './helpdesk.ts';
import { canary, checkSendsNothing, checkStatuses, never, readSettled } from './helpdesk.ts';

const source = 'https://acme.slack.com/archives/C0123456789/p1795424400000100';
const complaint = `yes: Ann Field reported it in Slack: ${source}`;

function report(subject: HelpdeskSubject, more: Partial<NewTicket> = {}): NewTicket {
  return {
    source,
    // As Slack dates a message, within a second.
    sourceAt: subject.time.now() + 123,
    subject: 'Kettle <b>again</b>',
    text: `${canary} & <script>alert(1)</script>`,
    complainant: { email: 'maria@customers.example', name: 'Maria Sol' },
    reporter: subject.agent,
    fields: { complaint, severity: 'high' },
    ...more,
  };
}

const opens = (
  { time }: HelpdeskSubject,
  { intake }: Pick<HelpdeskPorts, 'intake'>,
  ticket: NewTicket,
): Promise<OpenedTicket> => drivenAlone(time, () => intake.open(ticket, never));

const lost: readonly Misfortune[] = ['error-after', 'cut-after', 'silence-after', 'half-answer'];

/** What every TicketIntake keeps to. */
export const intakeLaws: readonly HelpdeskLaw[] = [
  {
    name: 'a ticket is opened with its words as they are, in the name of who complains, and marked as a complaint',
    async check(subject) {
      const { ports, prefix } = subject;
      const ticket = report(subject);
      const opened = await opens(subject, ports, ticket);
      expect(opened.outcome).toBe('opened');
      expect(subject.standing()).toEqual([{ id: opened.ticket.id, requester: 'Maria Sol' }]);
      const standing = subject.seen(opened.ticket);
      expect(standing?.fields).toMatchObject({ [`${prefix}complaint`]: complaint, [`${prefix}severity`]: 'high' });
      const record = await readSettled(subject, opened.ticket);
      expect(record).toMatchObject({ url: opened.url, subject: ticket.subject, fields: ticket.fields });
      const said = record.timeline.filter((entry) => entry.kind === 'said');
      expect(said.map(({ text }) => text)).toEqual([ticket.text]);
      expect(said.map((entry) => entry.public)).toEqual([ports.intake.isTextShown]);
    },
  },
  {
    name: 'where nobody said who complains, it is in the name of who reports it',
    async check(subject) {
      await opens(subject, subject.ports, report(subject, { complainant: undefined }));
      expect(subject.standing().map(({ requester }) => requester)).toEqual(['Ann Field']);
    },
  },
  {
    name: 'of one source one ticket is opened, whoever asks, with whatever words, however often',
    async check(subject) {
      const { ports, otherPorts } = subject;
      const first = await opens(subject, ports, report(subject));
      const { ticket, url } = first;
      const later = report(subject, { subject: 'Other words' });
      expect(await opens(subject, ports, report(subject))).toEqual({ outcome: 'already', ticket, url });
      expect(await opens(subject, otherPorts, later)).toEqual({ outcome: 'already', ticket, url });
      await subject.time.moveTo(subject.time.now() + 3 * 3_600_000);
      expect(await opens(subject, ports, later)).toEqual({ outcome: 'already', ticket, url });
      expect(subject.standing()).toHaveLength(1);
    },
  },
  {
    name: 'asked twice at once, one is opened',
    async check(subject) {
      const { ports, time } = subject;
      const both = await drivenAlone(time, () =>
        Promise.all([
          ports.intake.open(report(subject), never),
          ports.intake.open(report(subject, { subject: 'Other words' }), never),
        ]),
      );
      expect(both[0].ticket).toEqual(both[1].ticket);
      expect(both.map(({ outcome }) => outcome).toSorted()).toEqual(['already', 'opened']);
      expect(subject.standing()).toHaveLength(1);
    },
  },
  {
    name: 'other sources are other tickets, though one begins like the other',
    async check(subject) {
      const { ports } = subject;
      await opens(subject, ports, report(subject));
      const longer = `${source}?thread_ts=1795424400.000100&cid=C0123456789`;
      const fields = { complaint: `yes: Ann Field reported it in Slack: ${longer}` };
      expect(await opens(subject, ports, report(subject, { source: longer, fields }))).toMatchObject({
        outcome: 'opened',
      });
      expect(subject.standing()).toHaveLength(2);
    },
  },
  ...lost.map((misfortune): HelpdeskLaw => ({
    name: `an answer that is lost (${misfortune}) opens no second one`,
    async check(subject) {
      const { ports } = subject;
      subject.befall(misfortune, 'writing');
      const first = await opens(subject, ports, report(subject)).catch((error: unknown) => error);
      if (first instanceof IntegrationError) expect(first.outcome).toBe('unknown');
      const second = await opens(subject, subject.otherPorts, report(subject));
      expect(second.outcome).toBe('already');
      expect(subject.standing().map(({ id }) => id)).toEqual([second.ticket.id]);
    },
  })),
  {
    name: 'what failed before it was done is opened when it is asked for again',
    async check(subject) {
      subject.befall('error-before', 'writing');
      await opens(subject, subject.ports, report(subject)).catch((error: unknown) =>
        expect(error).toBeInstanceOf(IntegrationError),
      );
      await opens(subject, subject.ports, report(subject));
      expect(subject.standing()).toHaveLength(1);
    },
  },
  {
    name: 'each status gives its reason, and no error tells a secret',
    check: (subject) => checkStatuses(subject, ({ intake }) => intake.open(report(subject), never)),
  },
  {
    name: 'who has given up sends nothing',
    check: (subject) => checkSendsNothing(subject, ({ intake }) => intake.open(report(subject), AbortSignal.abort())),
  },
];
