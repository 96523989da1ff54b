import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HOUR_MS } from '#core/time.ts';
import { IntegrationError } from '#integrations/errors.ts';
import { list, lookUp } from '#apps/runtime/look-up.ts';
import { press } from '#apps/runtime/press.ts';
import type { Shell } from '#apps/runtime/shell.ts';
import { supervisors } from '#apps/sandbox/company/people.ts';
import { createWorld, platforms, type World } from './world.ts';

let world: World;
let shell: Shell;
const { signal } = new AbortController();
const dev = { id: 'U2', name: supervisors.dev.name, email: supervisors.dev.email, channel: [] };

describe.each(platforms)('what is open in %s', (platform) => {
  beforeEach(async () => {
    world = await createWorld({ platform });
    shell = world.newWorks().shell;
  });
  afterEach(() => world.close());

  it('is listed as it was last judged, what is due first first, and forgotten when it is over', async () => {
    const first = world.complains();
    await world.runs(first, shell);
    await world.moveBy(HOUR_MS);
    const second = world.complains();
    await world.runs(second, shell);
    const listed = await world.lives(() => list('open', dev, shell, signal));
    expect(listed.complaints.map(({ ticket }) => ticket.id)).toEqual([first.id, second.id]);
    expect(listed).toMatchObject({ open: 2, broken: 0 });
    const rejected = { action: 'reject', reason: 'A question', ticket: first, by: dev, at: world.time.now() } as const;
    await world.lives(() => press(rejected, shell, signal));
    await world.runs(first, shell);
    expect((await world.lives(() => list('open', dev, shell, signal))).complaints).toHaveLength(1);
  });

  it('is mine where the helpdesk knows me by my address, and due today by the company’s own date', async () => {
    const ref = world.complains();
    await world.runs(ref, shell);
    expect((await world.lives(() => list('mine', dev, shell, signal))).complaints).toEqual([]);
    await world.lives(() => press({ action: 'take', ticket: ref, by: dev, at: world.time.now() }, shell, signal));
    await world.runs(ref, shell);
    expect((await world.lives(() => list('mine', dev, shell, signal))).complaints).toHaveLength(1);
    expect(
      (await world.lives(() => list('mine', { email: undefined, channel: [] }, shell, signal))).complaints,
    ).toEqual([]);
    await world.moveBy(25 * HOUR_MS);
    const today = await world.lives(() => list('today', dev, shell, signal));
    expect(today.complaints).toHaveLength(1);
    expect(today.broken).toBe(1);
  });

  it('is read anew where its number is asked for', async () => {
    const ref = world.complains();
    const found = await world.lives(() => lookUp(ref.id, { channel: [] }, shell, signal));
    const ours = { complaint: { ticket: ref, severity: expect.any(String) } };
    expect(found).toMatchObject({ tickets: [ours], unheard: [] });
    expect(await world.lives(() => lookUp('999999', { channel: [] }, shell, signal))).toMatchObject({ tickets: [] });
  });

  it('is told by the helpdesks that answer, with the name of one that is down or takes too long', async () => {
    const ref = world.complains();
    await world.runs(ref, shell);
    await world.lives(() => press({ action: 'take', ticket: ref, by: dev, at: world.time.now() }, shell, signal));
    await world.runs(ref, shell);
    const isDown = async (): Promise<never> => {
      throw new IntegrationError('freshdesk', 'unavailable', { message: 'it is down' });
    };
    const hangs = async (signal: AbortSignal): Promise<never> => {
      await world.time.sleepUntil(world.time.now() + HOUR_MS, signal);
      return await isDown();
    };
    const [own] = shell.desks;
    const other = (answers: (signal: AbortSignal) => Promise<never>): Shell['desks'][number] => ({
      ...own!,
      platform: 'freshdesk',
      account: 'north',
      source: { ...own!.source, read: (_, signal) => answers(signal) },
      agents: { byEmail: (_, signal) => answers(signal) },
    });
    for (const [answers, code] of [
      [isDown, 'FRESHDESK_UNAVAILABLE'],
      [hangs, 'FRESHDESK_TIMEOUT'],
    ] as const) {
      const both = { ...shell, desks: [other(answers), own!] };
      const unheard = [{ helpdesk: 'north (Freshdesk)', code }];
      const before = world.time.now();
      const found = await world.lives(() => lookUp(ref.id, { channel: [] }, both, signal));
      expect(found).toMatchObject({ tickets: [{ complaint: { ticket: ref } }], unheard });
      expect(await world.lives(() => list('mine', dev, both, signal))).toMatchObject({
        complaints: [{ ticket: ref }],
        unheard,
      });
      expect(world.time.now() - before).toBeLessThan(4_000);
      const alone = { ...shell, desks: [other(answers)] };
      await expect(world.lives(() => lookUp(ref.id, { channel: [] }, alone, signal))).rejects.toThrow(IntegrationError);
    }
  });
});

describe('where the policy says who may read of persons', () => {
  beforeEach(async () => {
    world = await createWorld({ alerts: { restrictedFactsIn: ['care-team', 'C0CARE'] } });
    shell = world.newWorks().shell;
  });
  afterEach(() => world.close());

  const writes = (subject: string): string =>
    world.helpdesk.customerWrites({
      from: { name: 'Ruth Pemberton', email: 'ruth@example.org' },
      subject,
      text: 'I am making a formal complaint: my sofa arrived broken and nobody has answered me for two weeks.',
      channel: 'email',
    });
  const subjectsIn = async (...channel: string[]): Promise<readonly string[]> => {
    const listed = await world.lives(() => list('open', { ...dev, channel }, shell, signal));
    const asked = await Promise.all(
      listed.complaints.map(({ ticket }) => world.lives(() => lookUp(ticket.id, { channel }, shell, signal))),
    );
    const again = asked.flatMap(({ tickets }) => tickets).map(({ complaint }) => complaint?.subject);
    const subjects = listed.complaints.map(({ subject }) => subject);
    expect(again).toEqual(subjects);
    return subjects;
  };

  it('lists and look-ups say of a subject what a card there would say', async () => {
    for (const subject of ['Ruth Pemberton: sofa', 'Sofa, and I am in a wheelchair']) {
      const ref = { platform: 'zendesk', account: world.account, id: writes(subject) };
      await world.runs(ref, shell);
    }
    expect(await subjectsIn('C0CARE', 'privategroup')).toEqual([
      'Ruth Pemberton: sofa',
      'Sofa, and I am in a wheelchair',
    ]);
    expect(await subjectsIn('C1', 'care-team')).toHaveLength(2);
    for (const channel of [[], ['C1', 'complaints'], ['D1', 'directmessage']]) {
      const said = (await subjectsIn(...channel)).join('\n');
      expect(said).toContain('sofa');
      expect(said).not.toMatch(/Ruth|Pemberton|wheelchair/u);
    }
    const [second = ''] = (await subjectsIn()).filter((subject) => subject.startsWith('Sofa'));
    expect(world.said('complaints').join('\n')).toContain(second);
  });
});
