import { describe, expect, onTestFinished, test } from 'vitest';
import type { Changes } from '#integrations/contract.ts';
import { DAY_MS } from '#core/time.ts';
import { normalise as normaliseFreshdesk } from '#integrations/freshdesk/normalise.ts';
import { normalise as normaliseZendesk } from '#integrations/zendesk/normalise.ts';
import { never, readSettled } from '#test/contract/helpdesk.ts';
import { drivenAlone } from '#test/contract/driven.ts';
import { openFreshdesk } from '#test/integrations/freshdesk/fake-desk.ts';
import { openZendesk } from '#test/integrations/zendesk/fake-desk.ts';

/** Both helpdesks; each with its own reading of what is really so. */
const desks = [
  { name: 'Zendesk', platform: 'zendesk', account: 'fernhill', open: openZendesk, normalise: normaliseZendesk },
  { name: 'Freshdesk', platform: 'freshdesk', account: 'harbour', open: openFreshdesk, normalise: normaliseFreshdesk },
] as const;

describe.each(desks)('a crowd in the fake $name', ({ platform, account, open, normalise }) => {
  const opened = async () => {
    const subject = await open();
    onTestFinished(() => subject.close());
    const ref = (id: string) => ({ platform, account, id });
    return { subject, fake: subject.fake, ref };
  };

  test('came in over the year, is mostly solved, and nobody is told of it', async () => {
    const { fake } = await opened();
    const told: string[] = [];
    fake.subscribe((id) => told.push(id));
    const ids = fake.seed({ tickets: 200, seed: 1 });
    const views = ids.map((id) => fake.ticket(id));
    expect(views.filter((view) => view?.status === 'closed' || view?.status === 'solved').length).toBe(160);
    expect(views.every((view) => (view?.comments.length ?? 0) >= 2)).toBe(true);
    expect(views.some((view) => view?.archived === true)).toBe(true);
    const received = views.map((view) => Date.parse(view?.createdAt ?? ''));
    expect(received).toEqual(received.toSorted((a, b) => a - b));
    expect(told).toEqual([]);
    expect(fake.audit().counts()).toEqual({ us: 0, others: 0 });
  });

  test('is the same for the same seed', async () => {
    const [one, same, other] = [await opened(), await opened(), await opened()];
    const views = ({ fake }: typeof one, seed: number) =>
      fake.seed({ tickets: 30, seed }).map((id) => {
        const view = fake.ticket(id);
        return [view?.subject, view?.tags, view?.comments.map(({ text }) => text), view?.updatedAt];
      });
    const first = views(one, 1);
    expect(views(same, 1)).toEqual(first);
    expect(views(other, 2)).not.toEqual(first);
  });

  test('is read through the API as it is, and lives on like any ticket', async () => {
    const { subject, fake, ref } = await opened();
    const ids = fake.seed({ tickets: 20, seed: 3, overMs: 20 * DAY_MS });
    for (const id of ids) {
      const read = await readSettled(subject, ref(id));
      const real = normalise(fake.truthOf(id)?.raw(), { prefix: subject.prefix });
      expect({ ...real, url: '', readAt: 0 }).toEqual({ ...read, url: '', readAt: 0 });
      const entries = read.timeline.flatMap((entry) => ('at' in entry ? [entry.at] : []));
      expect(entries).toEqual(entries.toSorted((a, b) => a - b));
    }
    const youngest = ref(ids.at(-1) ?? '');
    const before = fake.ticket(youngest.id)?.comments.length ?? 0;
    subject.customerReplies(youngest, 'And now?');
    subject.agentTags(youngest, 'second');
    expect(fake.ticket(youngest.id)?.comments.length).toBe(before + 1);
    const record = await readSettled(subject, youngest);
    expect(record.tags).toContain('second');
  });

  test('is told by the source, each ticket once or more and none left out', async () => {
    const { subject, fake } = await opened();
    const ids = fake.seed({ tickets: 1_500, seed: 4, overMs: 100 * DAY_MS });
    const told = new Set<string>();
    let from: string | { readonly sinceAt: number } = { sinceAt: subject.time.now() - 400 * DAY_MS };
    for (let pages = 0; pages < 100; pages += 1) {
      const at: string | { readonly sinceAt: number } = from;
      const page: Changes = await drivenAlone(subject.time, () => subject.ports.source.changesSince(at, never));
      for (const { id } of page.tickets) told.add(id);
      from = page.cursor;
      if (!page.more) break;
    }
    const listed = ids.filter((id) => platform === 'zendesk' || fake.ticket(id)?.archived === false);
    expect([...told].toSorted()).toEqual(listed.toSorted());
  });
});
