import { afterEach, describe, expect, test } from 'vitest';
import { helpdesksOf, openTicket, type Report } from '#apps/runtime/open-ticket.ts';
import { agents } from '#apps/sandbox/company/people.ts';
import { judge } from '#core/pipeline.ts';
import { createWorld, platforms, type World } from './world.ts';

const worlds: World[] = [];
afterEach(async () => {
  await Promise.all(worlds.splice(0).map((world) => world.close()));
});

const [agent] = Object.values(agents);
const source = 'https://fernhill.slack.com/archives/C0123456789/p1795424400000100';

describe.each(platforms)('on %s', (platform) => {
  async function opened() {
    const world = await createWorld({ platform });
    worlds.push(world);
    const { shell } = world.newWorks();
    const never = new AbortController().signal;
    const report: Report = {
      helpdesk: `${platform}:${world.account}`,
      source,
      sourceAt: world.time.now(),
      subject: 'Sofa of Mrs Dent',
      text: 'She rang: the sofa is broken.',
      email: 'dent@customers.example',
      severity: 'high',
      category: 'delivery',
      by: { id: 'U1', name: agent?.name ?? '', email: agent?.email },
    };
    return {
      ...world,
      shell,
      report,
      open: (more: Partial<Report> = {}) => world.lives(() => openTicket({ ...report, ...more }, shell, never)),
      judged: (ref: Parameters<typeof shell.open.forget>[0]) =>
        world.lives(async () => {
          const record = await shell.desks[0]!.source.read(ref, never);
          return { record, outcome: judge(record, world.policy, world.time.now()) };
        }),
    };
  }

  test('what is reported becomes a complaint by a person’s word, with its clocks, who reported it and the message', async () => {
    const world = await opened();
    const answer = await world.open();
    if (answer.outcome === 'refused') throw new Error(answer.say);
    expect(answer.outcome).toBe('opened');
    const { record, outcome } = await world.judged(answer.ticket);
    expect(record.fields).toMatchObject({
      complaint: `yes: ${agent?.name} reported it in Slack: ${source}`,
      severity: 'high',
      category: 'delivery',
    });
    expect(outcome.complaint).toMatchObject({ band: 'yes', confirmed: true, isOpen: true });
    expect(outcome.complaint?.assessment.severity).toBe('high');
    expect(outcome.clocks.length).toBeGreaterThan(0);
    expect(outcome.clocks.every(({ status }) => status !== 'met')).toBe(true);
    await world.runs(answer.ticket, world.shell);
    expect(world.said(world.policy.alerts.channel).join()).toContain('Sofa of Mrs Dent');
  });

  test('only agents of the helpdesk may', async () => {
    const world = await opened();
    const by = { id: 'U2', name: 'Stranger', email: 'stranger@fernhill.example' };
    for (const one of [by, { ...by, email: undefined }]) {
      expect(await world.open({ by: one })).toMatchObject({ outcome: 'refused' });
    }
    expect(world.helpdesk.tickets()).toEqual([]);
  });

  test('an account that is not connected is refused', async () => {
    const world = await opened();
    expect(await world.open({ helpdesk: 'zendesk:other' })).toMatchObject({ outcome: 'refused' });
    expect(helpdesksOf(world.shell).map(({ id }) => id)).toEqual([`${platform}:${world.account}`]);
  });

  test('two who report one message get one ticket', async () => {
    const world = await opened();
    const first = await world.open();
    const second = await world.open({ subject: 'In other words' });
    expect(second).toEqual({ ...first, outcome: 'already' });
    expect(world.helpdesk.tickets()).toHaveLength(1);
  });
});
