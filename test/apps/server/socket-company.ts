import { afterEach } from 'vitest';
import { createLog } from '#apps/runtime/log.ts';
import { serve, type Server } from '#apps/server/serve.ts';
import type { SocketMode } from '#apps/sandbox/fake-slack/socket-mode.ts';
import { HOUR_MS } from '#core/time.ts';
import type { TicketRef } from '#core/ticket.ts';
import { createWorld, type Platform, type World } from '../runtime/world.ts';

/** A company that Slack cannot reach, and what people press in it. */
export interface OpenCompany {
  readonly world: World;
  readonly ref: TicketRef;
  readonly sockets: SocketMode;
  readonly servers: readonly Server[];
  readonly lines: string[];
  readonly press: (actionId: string, value?: string) => Promise<{ readonly ok: boolean }>;
  readonly notes: () => readonly string[];
  readonly notices: () => Promise<readonly { readonly code: string }[]>;
}

interface CompanyOptions {
  readonly platform?: Platform;
  readonly processes?: number;
  readonly variables?: Record<string, string>;
}

/** @returns opens a company with a complaint whose first promise is broken; it is closed after the test */
export function companyForTests(): (options?: CompanyOptions) => Promise<OpenCompany> {
  let opened: { readonly world: World; readonly servers: readonly Server[] } | undefined;

  afterEach(async () => {
    if (opened === undefined) return;
    const { world, servers } = opened;
    opened = undefined;
    for (const server of servers) await world.lives(() => server.close());
    await world.close();
  });

  return async (options = {}) => {
    const { processes = 1, variables = {}, platform = 'zendesk' } = options;
    const world = await createWorld({
      platform,
      hears: 'socket',
      variables: { RECOURSE_SWEEP_SECONDS: '3000', ...variables },
    });
    const lines: string[] = [];
    const log = createLog('info', { write: (line: string) => void lines.push(line) });
    const { environment, policy, time, fakes, helpdesk } = world;
    const servers: Server[] = [];
    opened = { world, servers };
    for (let count = 0; count < processes; count += 1) {
      servers.push(await world.lives(() => serve(environment, policy, { time, log })));
    }
    const [first] = servers as [Server];
    world.connect(first.port);
    await world.moveBy(0);
    const ref = world.complains();
    await world.moveBy(25 * HOUR_MS);
    const { sockets } = fakes.slack;
    if (sockets === undefined) throw new Error('this Slack has no sockets');
    const cardTs = (): string =>
      fakes.slack.channelsView().find(({ name }) => name === 'complaints')?.messages[0]?.ts ?? '';
    return {
      world,
      ref,
      sockets,
      servers,
      lines,
      press: (actionId, value) =>
        world.lives(() =>
          fakes.slack.press({
            channel: 'complaints',
            ts: cardTs(),
            actionId,
            by: 'Helen Marsh',
            ...(value === undefined ? {} : { value }),
          }),
        ),
      notes: () => helpdesk.ticket(ref.id)?.comments.map(({ text }) => text) ?? [],
      async notices() {
        const page = await fetch(`http://127.0.0.1:${first.port}/pending`, { headers: { accept: 'application/json' } });
        return ((await page.json()) as { notices: readonly { code: string }[] }).notices;
      },
    };
  };
}

/** How often the ticket's notes tell that the alert was acknowledged. */
export const acknowledged = (notes: readonly string[]): number =>
  notes.filter((text) => text.startsWith('Helen Marsh acknowledged the alert')).length;
