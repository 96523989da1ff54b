import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { TicketRef } from '#core/ticket.ts';
import { HOUR_MS, MINUTE_MS } from '#core/time.ts';
import { press, type Press, type Pressed } from '#apps/runtime/press.ts';
import type { Shell } from '#apps/runtime/shell.ts';
import { agents, supervisors } from '#apps/sandbox/company/people.ts';
import { createWorld, platforms, type World } from './world.ts';

let world: World;
let ref: TicketRef;
let shell: Shell;

const helen = { id: 'U1', name: supervisors.helen.name, email: supervisors.helen.email };
const dev = { id: 'U2', name: supervisors.dev.name, email: supervisors.dev.email };

type Answer = Extract<Press, { action: 'acknowledge' | 'take' | 'escalate' }>['action'];
/** What is done, without who, when and to which ticket. */
type Doing = Press extends infer One
  ? One extends Press
    ? Omit<One, 'ticket' | 'by' | 'at' | 'message'>
    : never
  : never;

function presses(doing: Answer | Doing, by: Press['by'] = helen): Promise<Pressed> {
  const what = typeof doing === 'string' ? { action: doing } : doing;
  const pressed: Press = { ...what, ticket: ref, by, at: world.time.now() };
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

  describe('of two who press at once, each before another process,', () => {
    const others: readonly Answer[] = ['acknowledge', 'take', 'escalate'];
    const atOnce = async (doing: Answer | Doing): Promise<readonly Pressed[]> => {
      const shells = [world.newWorks().shell, world.newWorks().shell];
      const what = typeof doing === 'string' ? { action: doing } : doing;
      const at = world.time.now();
      return await Promise.all(
        [helen, dev].map((by, index) =>
          world.lives(() =>
            press({ ...what, ticket: ref, by, at: at + index }, shells[index]!, new AbortController().signal),
          ),
        ),
      );
    };
    const notesOfPresses = (): readonly string[] =>
      (world.helpdesk.ticket(ref.id)?.comments ?? [])
        .map(({ text }) => text)
        .filter((text) => /^(?:Helen Marsh|Dev Malhotra) (?:acknowledged|took|escalated|snoozed)/u.test(text));

    it.each<Answer | Doing>([...others, { action: 'snooze', until: 'hour' }])(
      'one does it, and the other is told who: %j',
      async (doing) => {
        const outcomes = await atOnce(doing);
        expect(outcomes.map(({ outcome }) => outcome).toSorted()).toEqual(['already', 'done']);
        const first = outcomes[0]?.outcome === 'done' ? helen : dev;
        expect(outcomes.find(({ outcome }) => outcome === 'already')?.say).toContain(`${first.name} did that already`);
        expect(notesOfPresses()).toEqual([expect.stringMatching(new RegExp(`^${first.name}`, 'u'))]);
      },
    );
  });

  it('two who escalate at once are heard on one level, though neither process could see the other', async () => {
    // A helpdesk without compare and set, in which the first is still under way when the other looks.
    const slow = platform === 'zendesk' ? ['PUT', '/tickets/'] : ['POST', '/notes'];
    const [method = '', pathIncludes = ''] = slow;
    world.helpdesk.faults.set({ match: { method, pathIncludes }, kind: 'latency', ms: 2_000, times: 1 });
    const shells = [world.newWorks().shell, world.newWorks().shell];
    const at = world.time.now();
    await Promise.all(
      [helen, dev].map((by, index) => {
        const pressed: Press = { ticket: ref, action: 'escalate', by, at: at + index };
        return world.lives(() => press(pressed, shells[index]!, new AbortController().signal));
      }),
    );
    for (let runs = 0; runs < 2; runs += 1) await world.runs(ref, shells[runs]!);
    const heard = ['complaints', 'complaints-leads', 'complaints-directors'].flatMap((name) => world.said(name));
    expect(heard.filter((text) => /Escalated to /u.test(text))).toHaveLength(1);
  });

  it('who took it before the promise was broken may say so again of the breach', async () => {
    ref = world.complains('The second sofa is broken too, and I want to complain about that as well.');
    await world.runs(ref, shell);
    await world.moveBy(21 * HOUR_MS);
    await world.runs(ref, shell);
    expect(await presses('take')).toEqual({ outcome: 'done' });
    await world.moveBy(5 * HOUR_MS);
    await world.runs(ref, shell);
    expect(world.helpdesk.ticket(ref.id)?.tags).toContain('recourse_breached');
    expect(await presses('take')).toEqual({ outcome: 'done' });
  });

  it('who took it, and to whom it does not belong any more, takes it again', async () => {
    expect(await presses('take')).toEqual({ outcome: 'done' });
    await world.moveBy(MINUTE_MS);
    expect(await presses('take')).toMatchObject({ outcome: 'already' });
    await presses({ action: 'assign', to: dev });
    await world.moveBy(MINUTE_MS);
    expect(world.helpdesk.ticket(ref.id)?.assignee).toBe('Dev Malhotra');
    expect(await presses('take')).toEqual({ outcome: 'done' });
    expect(world.helpdesk.ticket(ref.id)?.assignee).toBe('Helen Marsh');
  });

  it('who takes it over, or escalates it further, knowing of the first, does so', async () => {
    await presses('take');
    await presses('escalate');
    await world.moveBy(MINUTE_MS);
    expect(await presses('take', dev)).toEqual({ outcome: 'done' });
    expect(await presses('escalate', dev)).toEqual({ outcome: 'done' });
    expect(world.helpdesk.ticket(ref.id)?.assignee).toBe('Dev Malhotra');
  });

  it('a button pressed twice in a breath is one press', async () => {
    await presses('escalate');
    await world.moveBy(1_000);
    expect(await presses('escalate')).toMatchObject({
      outcome: 'already',
      say: expect.stringMatching(/^You did that/u),
    });
    expect(world.helpdesk.ticket(ref.id)?.comments.filter(({ text }) => /escalated/u.test(text))).toHaveLength(1);
  });

  it('two who have one name are two people, whom nobody tells that they did what the other did', async () => {
    const namesake = { id: 'U7', name: helen.name, email: 'h.marsh@example.org' };
    await presses('acknowledge');
    const at = world.time.now();
    await world.moveBy(MINUTE_MS);
    expect(await presses('acknowledge')).toMatchObject({ say: expect.stringMatching(/^You did that already/u) });
    expect(await presses('acknowledge', namesake)).toMatchObject({
      outcome: 'already',
      say: expect.stringMatching(/^Helen Marsh did that already/u),
    });
    // Nor is what one did at an instant what the other did at it.
    const sameInstant: Press = { ticket: ref, action: 'acknowledge', by: namesake, at };
    expect(await world.lives(() => press(sameInstant, shell, new AbortController().signal))).toMatchObject({
      outcome: 'already',
    });
    await presses('take', { id: 'U8', name: 'Visitor', email: undefined });
    await world.moveBy(MINUTE_MS);
    expect(await presses('take', { id: 'U9', name: 'Visitor', email: undefined })).toEqual({ outcome: 'done' });
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

  it('a snooze is kept with its end, hides nothing from the card, and ends with the alert told again', async () => {
    const before = world.said('complaints').length;
    await presses({ action: 'snooze', until: 'fourHours' });
    expect(lastNote()).toMatch(/^Helen Marsh snoozed the alert, .*, until /u);
    await world.runs(ref, shell);
    expect(card()).toContain('Snoozed by Helen Marsh');
    expect(card()).toContain('recourse_acknowledge');
    expect(world.said('complaints')).toHaveLength(before);
    await world.moveBy(4 * HOUR_MS);
    await world.runs(ref, shell);
    expect(world.said('complaints').join('\n')).toMatch(/Back from snooze/u);
  });

  it('an agent changes the severity, with a reason, and the complaint follows', async () => {
    const answer = await presses({ action: 'severity', severity: 'critical', reason: 'A child was hurt' }, dev);
    expect(answer.outcome).toBe('done');
    expect(lastNote()).toMatch(/^Dev Malhotra changed the severity .*to critical: A child was hurt/u);
    await world.runs(ref, shell);
    expect(world.helpdesk.ticket(ref.id)?.tags).toContain('recourse_severity_critical');
  });

  it('an agent who says that it is no complaint ends its clocks and alerts, and the reason is kept', async () => {
    await presses({ action: 'reject', reason: 'Asked for a price' }, dev);
    await world.runs(ref, shell);
    const ticket = world.helpdesk.ticket(ref.id);
    expect(Object.values(ticket?.fields ?? {})).toContain('no: Asked for a price');
    expect(ticket?.tags).not.toContain('recourse_open');
    expect(card()).toContain('Not a complaint after all');
  });

  const notesOf = (words: RegExp): number =>
    (world.helpdesk.ticket(ref.id)?.comments ?? []).filter(({ text }) => words.test(text)).length;

  it('a reason as long as the form takes is kept: the start of it in the field, all of it in the note', async () => {
    const reason = `Asked for a price.\n${'🪑'.repeat(240)}`;
    expect(await presses({ action: 'reject', reason }, dev)).toEqual({ outcome: 'done' });
    const ticket = world.helpdesk.ticket(ref.id);
    const kept = Object.values(ticket?.fields ?? {}).find((text) => text.startsWith('no: '));
    expect(kept).toMatch(/^no: Asked for a price. 🪑+$/u);
    expect(lastNote()).toContain('🪑'.repeat(240));
    await world.moveBy(5 * MINUTE_MS);
    shell = world.newWorks().shell;
    expect(await presses({ action: 'reject', reason }, dev)).toEqual({ outcome: 'done' });
    expect(notesOf(/is not a complaint/u)).toBe(1);
  });

  it('a complaint is assigned to the colleague with that address, and to nobody who is no agent', async () => {
    await presses({ action: 'assign', to: dev }, dev);
    expect(world.helpdesk.ticket(ref.id)?.assignee).toBe('Dev Malhotra');
    const stranger = { id: 'U9', name: 'Visitor', email: 'visitor@example.org' };
    expect(await presses({ action: 'assign', to: stranger }, dev)).toMatchObject({ outcome: 'refused' });
    expect(world.helpdesk.ticket(ref.id)?.assignee).toBe('Dev Malhotra');
  });

  it.each<[string, Doing, Pressed, RegExp]>([
    [
      'changes the severity',
      { action: 'severity', severity: 'high', reason: 'The floor\n is  wet' },
      { outcome: 'done' },
      /changed the severity/u,
    ],
    [
      'changes it and says nothing of why',
      { action: 'severity', severity: 'high', reason: '' },
      { outcome: 'done' },
      /changed the severity/u,
    ],
    [
      'says that it is no complaint',
      { action: 'reject', reason: 'Asked for\n a price' },
      { outcome: 'done' },
      /is not a complaint/u,
    ],
    [
      'assigns it',
      { action: 'assign', to: dev },
      { outcome: 'already', say: 'The ticket is assigned to Dev Malhotra already.' },
      /assigned this/u,
    ],
  ])('a form that %s and comes again to another process is written once', async (_, doing, again, note) => {
    expect(await presses(doing, dev)).toEqual({ outcome: 'done' });
    await world.moveBy(5 * MINUTE_MS);
    shell = world.newWorks().shell;
    expect(await presses(doing, dev)).toEqual(again);
    expect(notesOf(note)).toBe(1);
  });

  it('a severity that was changed back meanwhile is changed again, and so is one of another reason', async () => {
    const high = { action: 'severity', severity: 'high', reason: 'Burnt' } as const;
    await presses(high, dev);
    await presses({ ...high, severity: 'low' }, dev);
    expect(await presses(high, dev)).toEqual({ outcome: 'done' });
    await presses({ ...high, reason: 'Burnt twice' }, dev);
    expect(notesOf(/changed the severity/u)).toBe(4);
  });

  it('a press that comes again after somebody else did the same is written once', async () => {
    const first: Press = { ticket: ref, action: 'escalate', by: helen, at: world.time.now() };
    const pressOnce = (pressed: Press) => world.lives(() => press(pressed, shell, new AbortController().signal));
    await pressOnce(first);
    await world.moveBy(MINUTE_MS);
    await pressOnce({ ...first, by: dev, at: world.time.now() });
    expect(await pressOnce(first)).toEqual({ outcome: 'done' });
    expect(notesOf(/escalated this complaint/u)).toBe(2);
  });

  it('who is no agent of the helpdesk may answer an alert, and may not change the record', async () => {
    const stranger = { id: 'U9', name: 'Visitor', email: 'visitor@example.org' };
    const before = world.helpdesk.ticket(ref.id);
    expect(await presses({ action: 'reject', reason: 'x' }, stranger)).toMatchObject({ outcome: 'refused' });
    expect(await presses({ action: 'severity', severity: 'low', reason: '' }, stranger)).toMatchObject({
      say: expect.stringContaining('Only an agent'),
    });
    expect(world.helpdesk.ticket(ref.id)).toEqual(before);
    expect(await presses('acknowledge', stranger)).toEqual({ outcome: 'done' });
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

  it('a ticket that was deleted says so, also to a process that no export has told of it', async () => {
    world.helpdesk.deleteTicket(ref.id);
    const gone = { outcome: 'refused', say: 'The ticket was deleted in the helpdesk.' };
    expect(await presses('acknowledge')).toEqual(gone);
    shell = world.newWorks().shell;
    expect(await presses({ action: 'severity', severity: 'high', reason: '' })).toEqual(gone);
  });

  it('survives an agent who saves at the same moment', async () => {
    world.helpdesk.faults.set({ match: { method: 'PUT', pathIncludes: '/tickets/' }, kind: 'conflict', times: 3 });
    expect(await presses('acknowledge')).toEqual({ outcome: 'done' });
  });
});
