import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { DAY_MS, SECOND_MS } from '#core/time.ts';
import type { Timekeeper } from '#integrations/contract.ts';
import { timedOut, withinLimit } from '#integrations/time-limit.ts';
import { refused, type Answer } from './answer.ts';
import { answerLimitMs, type Delivery } from './deliver.ts';
import { lost, strikes, takeUp, type Connection, type SocketTroubles } from './socket-connection.ts';

/** One thing to be told to the app. */
export interface Parcel {
  readonly type: 'events_api' | 'slash_commands' | 'interactive';
  readonly payload: Readonly<Record<string, unknown>>;
  /** Of an event that was told before. */
  readonly retry?: { readonly attempt: number; readonly reason: string } | undefined;
}

/** The app's connections: one app, whatever workspaces have it. */
export interface SocketMode {
  /** `apps.connections.open`; the address serves once. */
  open(token: string | undefined, origin: string): Answer;
  /** Takes up a connection at such an address. */
  readonly upgrade: (request: IncomingMessage, stream: Duplex) => void;
  /**
   * Tells the app over one of its connections and waits three seconds for the answer. What a connection did not answer
   * goes over another, in a new envelope.
   */
  carry(parcel: Parcel): Promise<Delivery>;
  /** Asks the app to connect anew: `warning`, `refresh_requested`. Ten seconds later the old connections are closed. */
  disconnect(reason: string): void;
  /** Breaks every connection off. */
  drop(): void;
  /** Pings each connection; resolves when all have answered. */
  ping(): Promise<void>;
  /** Whether Socket Mode is on in the app's settings; where it is turned off, the app is told `link_disabled`. */
  isOn: boolean;
  readonly troubles: SocketTroubles;
  /** How many connections stand, and how many envelopes each was ever sent, oldest connection first. */
  counts(): { readonly open: number; readonly sent: readonly number[] };
  close(): void;
}

/** More are refused. https://docs.slack.dev/apis/events-api/using-socket-mode */
const mostConnections = 10;
const cutOffMs = 10 * SECOND_MS;
const appId = 'A0SANDBOX';

/** @param token  the app-level token that opens connections; without one there is no Socket Mode */
export function createSocketMode(token: string | undefined, time: Timekeeper): SocketMode | undefined {
  if (token === undefined) return undefined;
  const all: Connection[] = [];
  const tickets = createTickets(token);
  const troubles: SocketTroubles = { dumb: 0, cutBeforeAnswer: 0, loseAnswers: 0 };
  const life = new AbortController();
  let isOn = true;
  const standing = (): readonly Connection[] => all.filter(({ isClosed }) => !isClosed);
  const retire = (which: readonly Connection[], reason: string): void => {
    for (const connection of which) {
      connection.isRetired = true;
      connection.say({ type: 'disconnect', reason, debug_info: { host: 'applink-sandbox' } });
    }
    void time
      .task(() => time.sleepUntil(time.now() + cutOffMs, life.signal))
      .then(
        () => which.forEach((connection) => connection.close()),
        () => undefined,
      );
  };
  return {
    open: (token, origin) => tickets.give(token, origin, isOn),
    upgrade(request, stream) {
      if (!tickets.take(request) || !isOn) {
        stream.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n');
        return;
      }
      const connection = takeUp(request, stream, troubles);
      all.push(connection);
      const open = standing().length;
      if (open > mostConnections) retire([connection], 'too_many_websockets');
      else if (strikes(troubles, 'dumb')) stayDumb(connection, time);
      else connection.say(helloOf(open));
    },
    carry: createCarrier(time, () => standing().filter(({ isRetired }) => !isRetired)),
    disconnect: (reason) => retire(standing(), reason),
    drop: () => standing().forEach((connection) => connection.drop()),
    ping: async () => void (await time.task(() => Promise.all(standing().map((connection) => connection.ping())))),
    get isOn() {
      return isOn;
    },
    set isOn(on) {
      if (isOn && !on) retire(standing(), 'link_disabled');
      isOn = on;
    },
    troubles,
    counts: () => ({ open: standing().length, sent: all.map(({ sent }) => sent) }),
    close() {
      life.abort(new Error('closed'));
      standing().forEach((connection) => connection.drop());
    },
  };
}

/** Whoever waits for the greeting holds a simulated time, which has to go on for their patience to end. */
function stayDumb(connection: Connection, time: Timekeeper): void {
  connection.isRetired = true;
  void time.sleepUntil(time.now() + DAY_MS, connection.closed).catch(() => undefined);
}

/** The addresses that were given and not used yet. */
function createTickets(good: string) {
  const unused = new Set<string>();
  let count = 0;
  return {
    give(token: string | undefined, origin: string, isOn: boolean): Answer {
      if (token === undefined || token === '') return refused('not_authed');
      if (!token.startsWith('xapp-')) return refused('not_allowed_token_type');
      if (token !== good) return refused('invalid_auth');
      // What Slack says where Socket Mode is off is written nowhere: one of the documented refusals stands for it.
      if (!isOn) return refused('forbidden_team');
      count += 1;
      const ticket = `sandbox-${count}`;
      unused.add(ticket);
      return { ok: true, url: `${origin.replace(/^http/u, 'ws')}/link/?ticket=${ticket}&app_id=${appId}` };
    },
    take: ({ url = '' }: IncomingMessage): boolean =>
      unused.delete(URL.parse(url, 'http://127.0.0.1')?.searchParams.get('ticket') ?? ''),
  };
}

/** @param ready  the connections that take envelopes now */
function createCarrier(time: Timekeeper, ready: () => readonly Connection[]): SocketMode['carry'] {
  let count = 0;
  return async (parcel) => {
    const startedAt = time.now();
    const ended = (body: string | undefined, problem: Delivery['problem']): Delivery => ({
      status: body === undefined ? undefined : 200,
      ms: time.now() - startedAt,
      ok: body !== undefined,
      ...(problem === undefined ? {} : { problem }),
      body: body ?? '',
      noRetry: false,
    });
    const work = async (signal: AbortSignal): Promise<Delivery> => {
      for (let tries = 0; tries < mostConnections; tries += 1) {
        // They take turns.
        const connections = ready();
        const connection = connections[count % Math.max(1, connections.length)];
        if (connection === undefined) break;
        count += 1;
        const id = `0000feed-5b0c-4e70-8000-${String(count).padStart(12, '0')}`;
        const answer = await connection.ask(id, envelopeOf(id, parcel), signal);
        if (answer !== lost) return ended(answer, undefined);
      }
      return ended(undefined, 'unreachable');
    };
    try {
      return await withinLimit(time, answerLimitMs, new AbortController().signal, work);
    } catch (error) {
      return ended(undefined, error === timedOut ? 'timeout' : 'unreachable');
    }
  };
}

function helloOf(connections: number): object {
  return {
    type: 'hello',
    num_connections: connections,
    debug_info: { host: 'applink-sandbox', build_number: 1, approximate_connection_time: 18_060 },
    connection_info: { app_id: appId },
  };
}

function envelopeOf(id: string, { type, payload, retry }: Parcel): object {
  return {
    envelope_id: id,
    type,
    accepts_response_payload: type === 'slash_commands' || payload['type'] === 'view_submission',
    payload,
    ...(type === 'events_api' ? { retry_attempt: retry?.attempt ?? 0, retry_reason: retry?.reason ?? '' } : {}),
  };
}
