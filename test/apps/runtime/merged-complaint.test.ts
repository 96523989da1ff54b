import { expect, test } from 'vitest';
import { agents } from '#apps/sandbox/company/people.ts';
import { HOUR_MS } from '#core/time.ts';
import { createWorld, platforms } from './world.ts';

const complaints = {
  complaint: 'I want to make a formal complaint. This is unacceptable, I demand a refund.',
  possible: "I don't like to make a fuss, but the grey isn't really the grey we were shown.",
};

const cases = platforms.flatMap((platform) =>
  (['complaint', 'possible'] as const).flatMap((tag) =>
    (['once it is marked', 'before anybody has read it'] as const).map((when) => [tag, when, platform] as const),
  ),
);

test.each(cases)(
  'a %s that is merged %s into an ordinary ticket lives on in it, on %s',
  async (tag, when, platform) => {
    const world = await createWorld({ platform, variables: { RECOURSE_SWEEP_SECONDS: '60' } });
    const works = world.newWorks({});
    const life = new AbortController();
    const loops = [works.engine.keepTime(life.signal), ...works.sweeps.map((sweep) => sweep.keepSweeping(life.signal))];
    const writes = (subject: string, text: string): string =>
      world.helpdesk.customerWrites({ subject, text, from: { name: 'Maria Sol', email: 'maria@customers.example' } });
    const ordinary = writes('Where is my order?', 'Could you tell me where order 77 is? Thanks.');
    await world.moveBy(HOUR_MS);
    const complaint = writes('My order', complaints[tag]);
    if (when === 'once it is marked') await world.moveBy(HOUR_MS);
    expect(world.helpdesk.ticket(complaint)?.tags).toEqual(
      when === 'once it is marked' ? expect.arrayContaining([`recourse_${tag}`]) : [],
    );
    expect(world.helpdesk.ticket(ordinary)?.tags).toEqual([]);
    world.helpdesk.merge(complaint, ordinary, agents.priya.name);
    await world.moveBy(30 * HOUR_MS);
    expect(world.helpdesk.ticket(ordinary)?.tags).toEqual(expect.arrayContaining([`recourse_${tag}`, 'recourse_open']));
    expect(world.said('complaints').join('\n')).toMatch(/Promise broken: acknowledge/u);
    life.abort(new Error('over'));
    await world.moveBy(0);
    await Promise.allSettled(loops);
    await world.close();
  },
);
