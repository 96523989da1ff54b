import type { Express } from 'express';
import type { Listening } from './loopback.ts';
import { listenOnLoopback } from './loopback.ts';

/** How often each endpoint was asked, by `METHOD /path/:id`; whatever is not there counts as one. */
export type RequestCounts = Readonly<Record<string, number>>;

/** What a fake offers whatever it stands for: a server, onlookers, and a count of what it was asked. */
export interface Stage {
  /** May be called again after `close`: the account stays as it was. */
  readonly listen: (port?: number) => Promise<Listening>;
  /** Calls `listener` with the ticket's id after each change; answers how to stop. */
  readonly subscribe: (listener: (ticketId: string) => void) => () => void;
  readonly requests: () => RequestCounts;
}

export interface OpenStage extends Stage {
  readonly changed: (ticketId: string) => void;
  readonly count: (endpoint: string) => void;
  /** Aborted when the fake is closed. */
  readonly life: () => AbortSignal;
}

/** @param app  asked for when the first server is opened */
export function createStage(app: () => Express): OpenStage {
  const listeners = new Set<(ticketId: string) => void>();
  const counts = new Map<string, number>();
  let life = new AbortController();
  return {
    listen: async (port = 0) => {
      life = new AbortController();
      const own = life;
      const { baseUrl, close } = await listenOnLoopback(app(), port);
      return {
        baseUrl,
        close: () => {
          own.abort(new Error('the fake was closed'));
          return close();
        },
      };
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    requests: () => Object.fromEntries(counts),
    changed: (ticketId) => {
      for (const listener of listeners) listener(ticketId);
    },
    count: (endpoint) => counts.set(endpoint, (counts.get(endpoint) ?? 0) + 1),
    life: () => life.signal,
  };
}
