import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { IntegrationError } from '#integrations/errors.ts';
import { HOUR_MS } from '#core/time.ts';
import { createWorld, platforms, type World } from './world.ts';

let world: World;
const noteOf = (id: string): string => {
  const notes = world.helpdesk.ticket(id)!.comments.filter((comment) => !comment.public);
  return notes[0]?.text ?? '';
};
const letter = 'This is a formal complaint. The sofa came with a torn cover and nobody answers my mails about it.';

describe.each(platforms)('somebody who complains twice in %s', (platform) => {
  beforeEach(async () => {
    world = await createWorld({ platform });
  });
  afterEach(() => world.close());

  it('has the second note name the first complaint as perhaps the same, and nothing is merged', async () => {
    const first = world.complains(letter);
    const { shell } = world.newWorks();
    await world.runs(first, shell);
    // A search may lag.
    await world.moveBy(HOUR_MS);
    const second = world.complains(`${letter} Hello?`);
    await world.runs(second, shell);
    expect(noteOf(first.id)).not.toContain('other complaints');
    expect(noteOf(second.id)).toContain(`ticket ${first.id}, received`);
    expect(noteOf(second.id)).toContain('perhaps the same matter');
    expect(world.helpdesk.ticket(first.id)?.status).not.toBe('closed');
    const recognised = world.helpdesk.ticket(second.id)?.fields['recourse_recognition'] ?? '';
    expect(recognised).toContain('ticket.earlier-complaint');
    const before = world.writes();
    await world.runs(second, world.newWorks().shell);
    expect(world.writes()).toBe(before);
  });

  it('is told of all the same where the helpdesk does not say what else there is', async () => {
    const ref = world.complains(letter);
    const { shell } = world.newWorks();
    const othersOf = (): Promise<never> =>
      Promise.reject(new IntegrationError(platform, 'forbidden', { message: 'no' }));
    const desks = shell.desks.map((desk) => ({ ...desk, complaints: { othersOf } }));
    await world.runs(ref, { ...shell, desks });
    expect(noteOf(ref.id)).toContain('formal complaint');
  });
});
