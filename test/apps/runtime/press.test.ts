import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { TicketRef } from '#core/ticket.ts';
import { HOUR_MS } from '#core/time.ts';
import { press, type Press, type Pressed } from '#apps/runtime/press.ts';
import type { Shell } from '#apps/runtime/shell.ts';
import { agents, supervisors } from '#apps/sandbox/company/people.ts';
import { createWorld, platforms, type World } from './world.ts';

let world: World;
let ref: TicketRef;
let shell: Shell;

const helen = { id: 'U1', name: supervisors.helen.name, email: supervisors.helen.email };
const dev = { id: 'U2', name: supervisors.dev.name, email: supervisors.dev.email };

function presses(action: Press['action'], by: Press['by'] = helen): Promise<Pressed> {
  const pressed: Press = { ticket: ref, action, by, at: world.time.now() };
  return world.lives(() => press(pressed, shell, new AbortController().signal));
}
const lastNote = (): string => world.helpdesk.ticket(ref.id)?.comments.at(-1)?.text ?? '';
const card = (): string =>
  JSON.stringify(
    world.fakes.slack.channelsView().find((channel) => channel.name === 'complaints')?.messages[0]?.blocks,
  );

describe.each(platforms)('what a person presses beside a ticket in %s', (platform) => {
  beforeEach(async () => {
    world = await createWorld({ platform });
    ref = world.complains();
    shell = world.newWorks().shell;
    await world.moveBy(25 * HOUR_MS);
    await world.runs(ref, shell);
  });
  afterEach(() => world.close());

  it('is written to the ticket with their name, and the card shows it', async () => {
    expect(card()).toContain('recourse_acknowledge');
    expect(await presses('acknowledge')).toEqual({ outcome: 'done' });
    expect(lastNote()).toMatch(/^Helen Marsh acknowledged the alert/u);
    await world.runs(ref, shell);
    expect(card()).toContain('Acknowledged by Helen Marsh');
    expect(card()).not.toContain('recourse_acknowledge');
  });

  it('beside the card, the one who pressed is told that it was done', async () => {
    const pressed: Press = { ticket: ref, action: 'acknowledge', by: helen, at: world.time.now(), message: '1.000000' };
    const answer = await world.lives(() => press(pressed, shell, new AbortController().signal));
    expect(answer).toEqual({ outcome: 'done', say: 'Noted on the ticket: you are on it.' });
  });

  it('acknowledging an alert answers no complainant', async () => {
    await presses('acknowledge');
    await world.runs(ref, shell);
    expect(world.helpdesk.ticket(ref.id)?.tags).toContain('recourse_breached');
    expect(card()).toContain('Promise broken');
  });

  it('the second of two who acknowledge is told who was first', async () => {
    const [first, second] = await Promise.all([presses('acknowledge'), presses('acknowledge', dev)]);
    const outcomes = [first, second].map((one) => one.outcome).toSorted();
    expect(outcomes).toEqual(['already', 'done']);
    const notes = world.helpdesk.ticket(ref.id)?.comments.filter(({ text }) => text.includes('acknowledged')) ?? [];
    expect(notes).toHaveLength(1);
  });

  it('taking it assigns the ticket to the agent with that address', async () => {
    await presses('take', dev);
    expect(world.helpdesk.ticket(ref.id)?.assignee).toBe('Dev Malhotra');
  });

  it('taking it by somebody who is no agent says so in the note', async () => {
    await presses('take', { id: 'U9', name: 'Visitor', email: 'visitor@example.org' });
    expect(lastNote()).toMatch(/keeps its assignee/u);
  });

  it('escalating tells the next level', async () => {
    await presses('escalate');
    await world.runs(ref, shell);
    expect([...world.said('complaints-leads'), ...world.said('complaints')].join('\n')).toMatch(
      /Escalated to .* by Helen Marsh/u,
    );
  });

  it('a closed ticket says so to the presser and loses nothing', async () => {
    world.helpdesk.agentReplies(ref.id, {
      by: agents.tom.email,
      text: 'All settled.',
      public: true,
      status: 'solved',
    });
    world.helpdesk.closeTicket(ref.id);
    expect(await presses('acknowledge')).toMatchObject({ outcome: 'refused' });
  });

  it('survives an agent who saves at the same moment', async () => {
    world.helpdesk.faults.set({ match: { method: 'PUT', pathIncludes: '/tickets/' }, kind: 'conflict', times: 3 });
    expect(await presses('acknowledge')).toEqual({ outcome: 'done' });
  });
});
