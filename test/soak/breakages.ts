import type { Guard } from '../prove/guards.ts';

/** Lines of the product without which a soak must fail, as a proof that it sees anything. */
export const breakages: readonly Guard[] = [
  {
    name: 'tags of others',
    platform: 'zendesk',
    file: 'integrations/zendesk/ticket-writer.ts',
    line: 'return added.length === 0 && kept.length === tags.length ? undefined : [...kept, ...added];',
    without: 'return [...kept.filter((tag) => tag.startsWith(prefix)), ...added];',
  },
  {
    name: 'tags of others',
    platform: 'freshdesk',
    file: 'integrations/freshdesk/own-tags.ts',
    line: 'return added.length === 0 && kept.length === tags.length ? undefined : [...kept, ...added];',
    without: 'return [...kept.filter((tag) => tag.startsWith(prefix)), ...added];',
  },
  {
    name: 'deleted ones',
    platform: 'freshdesk',
    file: 'integrations/freshdesk/changes.ts',
    line: "open = isDue ? ['changed', 'deleted', 'spam'] : ['changed'];",
    without: "open = ['changed'];",
  },
  {
    name: 'where it was',
    platform: 'freshdesk',
    file: 'apps/runtime/sweep.ts',
    line: 'this.#untilAt = Math.min(untilAt, now);\n    this.#cursor = cursor;',
    without: 'this.#untilAt = now + DAY_MS;\n    this.#cursor = undefined;',
  },
  {
    name: 'half of each page of changes',
    platform: 'zendesk',
    file: 'apps/runtime/sweep.ts',
    line: 'const changes = await this.#nextChanges(signal);',
    without: `const page = await this.#nextChanges(signal);
      const changes = { ...page, tickets: page.tickets.slice(page.tickets.length >> 1) };`,
  },
];
