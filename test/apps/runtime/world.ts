import { startFakes, account, type Fakes } from '#apps/sandbox/fakes.ts';
import { policyPath } from '#apps/sandbox/company-day.ts';
import { createSimulatedTime, type SimulatedTime } from '#apps/sandbox/simulated-time.ts';
import { compose, type Works } from '#apps/runtime/compose.ts';
import { readEnvironment } from '#apps/runtime/env.ts';
import { createLog } from '#apps/runtime/log.ts';
import { run } from '#apps/runtime/run.ts';
import { loadPolicy } from '#apps/runtime/settings.ts';
import type { Shell } from '#apps/runtime/shell.ts';
import type { Policy } from '#core/policy/policy.ts';
import type { TicketRef } from '#core/ticket.ts';
import { parseInstant, type Instant } from '#core/time.ts';

/** A helpdesk and a Slack over real HTTP, on simulated time, and as many shells over them as a test wants. */
export interface World {
  readonly time: SimulatedTime;
  readonly fakes: Fakes;
  readonly policy: Policy;
  /** A process that remembers nothing. */
  newWorks(): Works;
  /** A complaint as a customer writes it. */
  complains(text?: string): TicketRef;
  /** Runs a ticket, letting simulated time go by for whatever is waited on. */
  runs(ref: TicketRef, shell: Shell): Promise<Instant | undefined>;
  /** Lets time go by until a piece of work is done. */
  lives<T>(work: () => Promise<T>): Promise<T>;
  moveTo(instant: string): Promise<void>;
  moveBy(ms: number): Promise<void>;
  /** Texts of what stands in a channel, replies behind their parent. */
  said(channel: string): readonly string[];
  close(): Promise<void>;
}

export const monday = '2026-11-16T09:00:00Z';

export async function createWorld(startsAt: string = monday): Promise<World> {
  const time = createSimulatedTime(instantOf(startsAt));
  const policy = await loadPolicy(policyPath);
  const fakes = await startFakes(time, [policy.alerts.channel, ...policy.ladder.map((level) => level.channel)]);
  const environment = readEnvironment({ ...fakes.environment, PORT: '0' });
  const log = createLog('silent');
  const lives = async <T>(work: () => Promise<T>): Promise<T> => {
    let over = false;
    const done = time.task(work).finally(() => {
      over = true;
    });
    done.catch(() => undefined);
    for (let steps = 0; steps < 10_000; steps += 1) {
      await time.moveTo(time.now());
      if (over) break;
      await time.moveTo(Math.max(time.now(), time.next() ?? 0));
    }
    return await done;
  };
  return {
    time,
    fakes,
    policy,
    lives,
    newWorks: () => compose(environment, policy, { time, log }),
    complains(
      text = 'I am making a formal complaint: my sofa arrived broken and nobody has answered me for two weeks.',
    ) {
      const from = { name: 'Ruth Pemberton', email: 'ruth@example.org' };
      const id = fakes.zendesk.customerWrites({ from, subject: 'Broken sofa', text, channel: 'email' });
      return { platform: 'zendesk', account, id };
    },
    runs: (ref, shell) => lives(async () => (await run(ref, shell, new AbortController().signal)).wakeAt),
    moveTo: (instant) => time.moveTo(instantOf(instant)),
    moveBy: (ms) => time.moveTo(time.now() + ms),
    said: (name) =>
      (fakes.slack.channelsView().find((channel) => channel.name === name)?.messages ?? []).flatMap((message) => [
        message.text,
        ...message.replies.map((reply) => reply.text),
      ]),
    close: () => fakes.close(),
  };
}

export function instantOf(text: string): Instant {
  const at = parseInstant(text);
  if (at === undefined) throw new RangeError(`no instant: ${text}`);
  return at;
}
