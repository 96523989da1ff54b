import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'vitest';
import type { SimulatedTime } from '#apps/sandbox/simulated-time.ts';
import type { TicketRecord, TicketRef, TicketStatus } from '#core/ticket.ts';
import type {
  AgentDirectory,
  AlertLedger,
  TicketActions,
  TicketBacklog,
  TicketIntake,
  TicketSource,
} from '#integrations/contract.ts';
import { IntegrationError } from '#integrations/errors.ts';
import type { FailureReason } from '#integrations/errors.ts';
import { drivenAlone } from './driven.ts';

export interface HelpdeskPorts {
  readonly source: TicketSource;
  readonly backlog: TicketBacklog;
  readonly actions: TicketActions;
  readonly ledger: AlertLedger;
  readonly agents: AgentDirectory;
  readonly intake: TicketIntake;
}

/** A ticket as it stands in the fake, whatever our ports say of it. */
export interface StandingTicket {
  readonly status: TicketStatus;
  readonly tags: readonly string[];
  /** By their keys, prefix and all. */
  readonly fields: Readonly<Record<string, string>>;
  readonly comments: readonly { readonly text: string; readonly public: boolean }[];
  /** The helpdesk's id. */
  readonly assignee: string | undefined;
}

/**
 * What goes wrong with a request: it is refused for a second; it fails before or after it was done, by an error, a cut
 * connection, an answer that breaks off or never comes; it is done half a minute late; or the account collides with
 * itself.
 */
export type Misfortune =
  | 'busy'
  | 'error-before'
  | 'error-after'
  | 'cut-before'
  | 'cut-after'
  | 'silence-before'
  | 'silence-after'
  | 'half-answer'
  | 'late'
  | 'collision';

/** One helpdesk's ports together with the stateful fake of the platform they speak to, in simulated time. */
export interface HelpdeskSubject {
  readonly ports: HelpdeskPorts;
  /** Ports of another process with the same account: nothing shared but the helpdesk. */
  readonly otherPorts: HelpdeskPorts;
  /** The same ports, speaking to whoever listens there. */
  portsAt(baseUrl: string): HelpdeskPorts;
  readonly time: SimulatedTime;
  readonly prefix: string;
  /** How many writes a change of everything takes at most: more than one where a note is no part of a save. */
  readonly writesOfAChange: number;
  /** What must never show. */
  readonly credential: string;
  readonly agent: { readonly id: string; readonly email: string };
  /** `form`: what the helpdesk's own form says that it is. */
  customerWrites(letter: { readonly subject: string; readonly text: string; readonly form?: string }): TicketRef;
  customerReplies(ticket: TicketRef, text: string): void;
  agentReplies(
    ticket: TicketRef,
    reply: { readonly text: string; readonly public: boolean; readonly status?: TicketStatus },
  ): void;
  agentTags(ticket: TicketRef, tag: string): void;
  /** A field of ours, by its name without prefix. */
  agentSets(ticket: TicketRef, field: string, value: string): void;
  closes(ticket: TicketRef): void;
  /** From then on the helpdesk takes no change of it. */
  freezes(ticket: TicketRef): void;
  deletes(ticket: TicketRef): void;
  seen(ticket: TicketRef): StandingTicket | undefined;
  /** Every ticket that stands in the fake: its id and in whose name it is. */
  standing(): readonly { readonly id: string; readonly requester: string }[];
  befall(misfortune: Misfortune, at: 'reading' | 'writing', times?: number): void;
  /** How many requests reached the helpdesk; how many of them were to write. */
  asked(): { readonly all: number; readonly writes: number };
  close(): Promise<void>;
}

/** One thing every implementation of a port keeps to. Rejects where it does not. */
export interface HelpdeskLaw {
  readonly name: string;
  readonly check: (subject: HelpdeskSubject) => Promise<void>;
}

/** A signal that is never aborted. */
export const never = new AbortController().signal;

/** Words that stand on tickets and must never stand in an error. */
export const canary = 'the kettle exploded, says Maria';

export function letter(n: number | string = 1): { readonly subject: string; readonly text: string } {
  return { subject: `Letter ${n}`, text: `${canary} (${n})` };
}

/** A ticket that was read long enough after its last change for nothing to be missed in between. */
export async function readSettled(subject: HelpdeskSubject, ticket: TicketRef): Promise<TicketRecord> {
  await subject.time.moveTo(subject.time.now() + 2_000);
  return drivenAlone(subject.time, () => subject.ports.source.read(ticket, never));
}

/** The IntegrationError a piece of work ends in; nothing that must not show stands in it. */
export async function failureOf(subject: HelpdeskSubject, work: () => Promise<unknown>): Promise<IntegrationError> {
  const error = await drivenAlone(subject.time, () =>
    work().then(
      (value) => ({ value }),
      (error: unknown) => error,
    ),
  );
  expect(error).toBeInstanceOf(IntegrationError);
  const { message, stack, cause } = error as IntegrationError;
  const told = [message, stack, JSON.stringify(error), String(cause), JSON.stringify(cause)].join(' ');
  const encoded = Buffer.from(subject.credential).toString('base64').slice(0, 12);
  for (const secret of [subject.credential, encoded, 'kettle', subject.agent.email]) expect(told).not.toContain(secret);
  return error as IntegrationError;
}

const statuses: readonly (readonly [number, FailureReason])[] = [
  [302, 'rejected'],
  [400, 'rejected'],
  [401, 'auth'],
  [403, 'forbidden'],
  [404, 'not-found'],
  [422, 'rejected'],
  [429, 'rate-limited'],
  [500, 'unavailable'],
  [502, 'unavailable'],
  [503, 'unavailable'],
];
const retryable: ReadonlySet<FailureReason> = new Set(['rate-limited', 'unavailable', 'timeout']);

/** Each HTTP status gives its reason, and with it whether to ask again; none tells a secret. */
export async function checkStatuses(
  subject: HelpdeskSubject,
  work: (ports: HelpdeskPorts) => Promise<unknown>,
  except: Readonly<Record<number, FailureReason>> = {},
): Promise<void> {
  for (const [status, usual] of statuses) {
    const failure = await failureAt(subject, status, work);
    const reason = except[status] ?? usual;
    expect([status, failure.reason, failure.retryable]).toEqual([status, reason, retryable.has(reason)]);
  }
}

async function failureAt(
  subject: HelpdeskSubject,
  status: number,
  work: (ports: HelpdeskPorts) => Promise<unknown>,
): Promise<IntegrationError> {
  const answer = JSON.stringify({ error: canary, description: subject.credential });
  const { baseUrl, stop } = await listening(status, answer);
  try {
    return await failureOf(subject, () => work(subject.portsAt(baseUrl)));
  } finally {
    await stop();
  }
}

/** A host that answers everything alike. */
export async function listening(
  status: number,
  body: string,
): Promise<{ readonly baseUrl: string; readonly asked: () => number; readonly stop: () => Promise<void> }> {
  let asked = 0;
  const server = createServer((_request, response) => {
    asked += 1;
    response.writeHead(status, { 'content-type': 'application/json', location: '/elsewhere' }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked: () => asked,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Work with an aborted signal, or for another account's ticket, sends nothing at all. */
export async function checkSendsNothing(
  subject: HelpdeskSubject,
  work: (ports: HelpdeskPorts) => Promise<unknown>,
): Promise<void> {
  const { baseUrl, asked, stop } = await listening(200, '{}');
  try {
    await failureOf(subject, () => work(subject.portsAt(baseUrl)));
    expect(asked()).toBe(0);
  } finally {
    await stop();
  }
}

/** The names of the laws that a helpdesk breaks when its ports are made worse. */
export async function brokenLaws(
  laws: readonly HelpdeskLaw[],
  open: () => Promise<HelpdeskSubject>,
  worsen: (ports: HelpdeskPorts, subject: HelpdeskSubject) => HelpdeskPorts,
): Promise<readonly string[]> {
  const broken: string[] = [];
  for (const law of laws) {
    const subject = await open();
    const worse: HelpdeskSubject = {
      ...subject,
      ports: worsen(subject.ports, subject),
      otherPorts: worsen(subject.otherPorts, subject),
      portsAt: (baseUrl) => worsen(subject.portsAt(baseUrl), subject),
    };
    await law.check(worse).catch(() => broken.push(law.name));
    await subject.close();
  }
  return broken;
}
