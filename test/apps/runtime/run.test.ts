import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MINUTE_MS, HOUR_MS } from '#core/time.ts';
import { leadMs } from '#apps/runtime/ahead.ts';
import { deskOf } from '#apps/runtime/run.ts';
import { agents } from '#apps/sandbox/company/people.ts';
import { createWorld, platforms, type World } from './world.ts';

let world: World;

const ticketOf = (id: string) => {
  const ticket = world.helpdesk.ticket(id);
  if (ticket === undefined) throw new RangeError(`no ticket ${id}`);
  return ticket;
};
const writes = (): number => world.writes();

describe.each(platforms)('a ticket in %s is brought up to date', (platform) => {
  beforeEach(async () => {
    world = await createWorld({ platform });
  });
  afterEach(() => world.close());

  it('marks a complaint with tags, its recognition and one private note that says why', async () => {
    const ref = world.complains();
    await world.runs(ref, world.newWorks().shell);
    const { tags, fields, comments } = ticketOf(ref.id);
    expect(tags).toEqual(expect.arrayContaining(['recourse_complaint', 'recourse_open']));
    expect(JSON.parse(fields['recourse_recognition'] ?? '{}')).toMatchObject({ v: 1, band: 'yes' });
    const notes = comments.filter((comment) => !comment.public);
    expect(notes).toHaveLength(1);
    expect(notes[0]?.text).toContain('formal complaint');
    expect(notes[0]?.text).toContain(`policy ${world.policy.version}`);
  });

  it('and then lacks nothing: a second run, by a process that remembers nothing, writes nothing', async () => {
    const ref = world.complains();
    await world.runs(ref, world.newWorks().shell);
    const before = writes();
    await world.runs(ref, world.newWorks().shell);
    expect(writes()).toBe(before);
  });

  it('leaves a question alone', async () => {
    const ref = world.complains('Hello, could you tell me whether the Marlow wardrobe also comes in oak? Thank you!');
    await world.runs(ref, world.newWorks().shell);
    expect(writes()).toBe(0);
  });

  it('our own note answers nobody: the complainant is still owed a reply', async () => {
    const ref = world.complains();
    const { shell } = world.newWorks();
    await world.runs(ref, shell);
    const wakeAt = await world.runs(ref, shell);
    expect(wakeAt).toBeDefined();
    await world.moveBy(25 * HOUR_MS);
    await world.runs(ref, shell);
    expect(world.said('complaints').join('\n')).toMatch(/Promise broken: acknowledge/u);
  });

  it('warns, tells the breach, and says when it was answered late, each once', async () => {
    const ref = world.complains();
    const { shell } = world.newWorks();
    let wakeAt = await world.runs(ref, shell);
    for (let wakes = 0; wakes < 6 && wakeAt !== undefined; wakes += 1) {
      await world.time.moveTo(wakeAt);
      wakeAt = await world.runs(ref, shell);
    }
    world.helpdesk.agentReplies(ref.id, {
      by: agents.tom.email,
      text: 'I am so sorry. A new sofa comes on Friday.',
      public: true,
    });
    await world.runs(ref, shell);
    const said = [...world.said('complaints'), ...world.said('complaints-leads')];
    expect(said.filter((text) => /Due soon: acknowledge the complaint, by/u.test(text))).toHaveLength(1);
    expect(said.filter((text) => /Promise broken: acknowledge the complaint was due/u.test(text))).toHaveLength(1);
    expect(said.filter((text) => /Done late/u.test(text))).toHaveLength(1);
  });

  it('never touches what is not ours, and never loses what an agent writes meanwhile', async () => {
    const ref = world.complains();
    world.helpdesk.changeTags(ref.id, { by: agents.tom.email, add: ['vip', 'fragile'] });
    world.helpdesk.faults.set({ match: { method: 'PUT', pathIncludes: '/tickets/' }, kind: 'conflict', times: 2 });
    await world.runs(ref, world.newWorks().shell);
    expect(ticketOf(ref.id).tags).toEqual(expect.arrayContaining(['vip', 'fragile', 'recourse_complaint']));
  });

  it('wakes in time for what time alone will make due', async () => {
    const ref = world.complains();
    const { shell } = world.newWorks();
    const at = world.time.now();
    expect(await world.runs(ref, shell)).toBe(at + 20 * HOUR_MS - leadMs);
  });

  it('a deleted ticket is let be', async () => {
    const ref = world.complains();
    world.helpdesk.deleteTicket(ref.id);
    await world.runs(ref, world.newWorks().shell);
    expect(writes()).toBe(0);
  });

  it('remembers in the ledger what it posted and where', async () => {
    const ref = world.complains();
    const { shell } = world.newWorks();
    await world.moveBy(21 * HOUR_MS + MINUTE_MS);
    await world.runs(ref, shell);
    const { ledger } = await world.lives(() => deskOf(ref, shell).source.read(ref, new AbortController().signal));
    expect(
      ledger.filter((entry) => entry.kind === 'posted').map((entry) => entry.key.split(':').slice(0, 2).join(':')),
    ).toEqual(['complaint:card', 'acknowledge:warn-4-hours-before']);
  });
});
