import { expect, test } from 'vitest';
import { openZendesk } from '#test/integrations/zendesk/fake-desk.ts';
import { IntegrationError } from '#integrations/errors.ts';
import type { HelpdeskLaw, HelpdeskPorts, HelpdeskSubject } from './helpdesk.ts';
import { brokenLaws } from './helpdesk.ts';

/** A way in which a desk may be wrong, and who notices. */
export interface Breakage {
  readonly what: string;
  readonly worsen: (ports: HelpdeskPorts, subject: HelpdeskSubject) => HelpdeskPorts;
  /** A law that must find it out. */
  readonly found: RegExp;
}

/** Each breakage is held against the one law that must find it, and against a whole desk that law passes; no law goes without. */
export function finds(laws: readonly HelpdeskLaw[], breakages: readonly Breakage[]): void {
  for (const { what, worsen, found } of breakages) {
    test(what, async () => {
      const chosen = laws.filter(({ name }) => found.test(name));
      expect(chosen.length).toBe(1);
      expect(await brokenLaws(chosen, openZendesk, (ports) => ports)).toEqual([]);
      expect(await brokenLaws(chosen, openZendesk, worsen)).toEqual(chosen.map(({ name }) => name));
    });
  }

  test('and no law is there that none of these breaks', () => {
    const unproven = laws.filter(({ name }) => !breakages.some(({ found }) => found.test(name)));
    expect(unproven.map(({ name }) => name)).toEqual([]);
  });
}

/** Gives up after less than a second of the helpdesk's time. */
export function impatient<T>({ time }: HelpdeskSubject, work: () => Promise<T>): Promise<T> {
  const late = time.sleepUntil(time.now() + 900).then((): never => {
    throw new IntegrationError('kit', 'timeout', { message: 'waited for nothing' });
  });
  return Promise.race([time.standBy(time.task(work)), late]);
}

/** Fails as something that cannot be reached does. */
export const unavailable = (): never => {
  throw new IntegrationError('kit', 'unavailable', { message: 'failed' });
};
