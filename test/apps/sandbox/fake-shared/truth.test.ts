import { describe, expect, onTestFinished, test } from 'vitest';
import type { Write } from '#apps/sandbox/fake-shared/write-log.ts';
import { normalise as normaliseFreshdesk } from '#integrations/freshdesk/normalise.ts';
import { normalise as normaliseZendesk } from '#integrations/zendesk/normalise.ts';
import { drivenAlone } from '#test/contract/driven.ts';
import { letter, never, readSettled } from '#test/contract/helpdesk.ts';
import { openFreshdesk } from '#test/integrations/freshdesk/fake-desk.ts';
import { openZendesk } from '#test/integrations/zendesk/fake-desk.ts';

/** Both helpdesks; each with its own reading of what is really so. */
const desks = [
  { name: 'Zendesk', open: () => openZendesk(), normalise: normaliseZendesk },
  { name: 'Freshdesk', open: () => openFreshdesk(), normalise: normaliseFreshdesk },
] as const;

describe.each(desks)('the inside of the fake $name', ({ open, normalise }) => {
  const opened = async () => {
    const subject = await open();
    onTestFinished(() => subject.close());
    return subject;
  };
  const by = 'Ann Field';

  test('tells of a ticket what reading it through the API tells', async () => {
    const subject = await opened();
    const [ticket, other] = [subject.customerWrites(letter('a')), subject.customerWrites(letter('b'))];
    subject.agentReplies(ticket, { text: 'We look into it.', public: true });
    subject.agentReplies(ticket, { text: 'Odd.', public: false });
    for (const tag of ['vip', 'recourse_complaint']) subject.agentTags(ticket, tag);
    subject.agentSets(ticket, 'severity', 'low');
    subject.customerReplies(ticket, 'And?');
    await subject.time.moveTo(subject.time.now() + 3_600_000);
    subject.fake.changeStatus(ticket.id, { by, status: 'solved' });
    subject.fake.rate(ticket.id, 'bad');
    subject.fake.merge(other.id, ticket.id, by);
    const read = await readSettled(subject, ticket);
    const raw = subject.fake.truthOf(ticket.id)?.raw();
    expect({ ...normalise(raw, { prefix: subject.prefix }), url: '', readAt: 0 }).toEqual({
      ...read,
      url: '',
      readAt: 0,
    });
    expect(subject.fake.truthOf(ticket.id)?.view()).toEqual(subject.fake.ticket(ticket.id));
  });

  test('has every ticket, those deleted and archived too, at once and whatever goes wrong', async () => {
    const subject = await opened();
    const ids = ['a', 'b', 'c'].map((n) => subject.customerWrites(letter(n)).id);
    subject.fake.deleteTicket(ids[0] ?? '');
    subject.fake.archive(ids[1] ?? '');
    subject.fake.setFaults({ errorBefore: { rate: 1 }, staleSearchMs: 3_600_000 });
    expect([...subject.fake.truth()].map(({ id, view }) => [id, view().status])).toEqual([
      [ids[0], 'deleted'],
      [ids[1], 'closed'],
      [ids[2], expect.stringMatching(/new|open/)],
    ]);
    expect(subject.fake.truthOf('999999')).toBeUndefined();
  });

  test('knows who wrote what: ours touches what is ours and nothing else', async () => {
    const subject = await opened();
    const ticket = subject.customerWrites(letter());
    subject.agentTags(ticket, 'vip');
    const record = await readSettled(subject, ticket);
    const change = { addTags: ['open'], fields: { category: 'late' }, note: 'Recognised.' };
    await drivenAlone(subject.time, () => subject.ports.actions.write(record, change, never));
    const audit = subject.fake.audit();
    const ours = audit.writes('us');
    const flat = <T>(of: (write: Write) => readonly T[]): T[] => ours.flatMap(of);
    expect(flat(({ tagsAdded }) => tagsAdded)).toEqual(['recourse_open']);
    expect(flat(({ tagsRemoved }) => tagsRemoved)).toEqual([]);
    expect(flat(({ fields }) => fields)).toEqual([{ field: 'recourse_category', before: null, after: 'late' }]);
    expect(flat(({ comment }) => (comment === undefined ? [] : [comment]))).toEqual([
      { id: expect.any(String) as string, public: false, of: 'us' },
    ]);
    expect(audit.counts()).toEqual({ us: ours.length, others: 2 });
    expect(audit.writes('others').map(({ act, tagsAdded }) => [act, tagsAdded])).toEqual([
      ['created', []],
      ['saved', ['vip']],
    ]);
    expect(audit.writes().length).toBe(ours.length + 2);
  });

  test('sees a foreign tag and a foreign field go, by whomever', async () => {
    const subject = await opened();
    const ticket = subject.customerWrites(letter());
    subject.agentTags(ticket, 'vip');
    subject.agentSets(ticket, 'severity', 'low');
    subject.fake.changeTags(ticket.id, { by, remove: ['vip'] });
    subject.fake.setFieldsByAgent(ticket.id, { by, fields: { recourse_severity: null } });
    const [tags, field] = subject.fake.audit().writes('others').slice(-2);
    expect(tags?.tagsRemoved).toEqual(['vip']);
    expect(field?.fields).toEqual([{ field: 'recourse_severity', before: 'low', after: null }]);
  });

  test('keeps deeds apart from saves', async () => {
    const subject = await opened();
    const ticket = subject.customerWrites(letter());
    subject.fake.closeTicket(ticket.id);
    subject.fake.archive(ticket.id);
    const other = subject.customerWrites(letter());
    subject.fake.deleteTicket(other.id);
    const acts = subject.fake
      .audit()
      .writes()
      .map(({ ticketId, act }) => [ticketId, act]);
    expect(acts).toEqual([
      [ticket.id, 'created'],
      [ticket.id, 'saved'],
      [ticket.id, 'archived'],
      [other.id, 'created'],
      [other.id, 'deleted'],
    ]);
  });
});
