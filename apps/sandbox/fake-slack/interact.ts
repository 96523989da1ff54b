import type { Instant } from '#core/time.ts';
import { deliver, type Delivery } from './deliver.ts';
import type { Desk } from './method.ts';
import type { Person } from './people.ts';
import type { ResponseUrls } from './response-url.ts';
import type { SocketMode } from './socket-mode.ts';
import { tsAt } from './ts.ts';

/** With what people's doings are told to the app. */
export interface InteractionParts {
  readonly desk: Desk;
  readonly secret: string;
  readonly responseUrls: ResponseUrls;
  /** When a person does something: later than the one before by a millisecond at least. */
  readonly doneAt: () => Instant;
  /** Where the app takes them; `undefined` until it is connected. */
  readonly url: () => string | undefined;
  /** Where the app is told over a connection of its own, and no address is called. */
  readonly sockets: () => SocketMode | undefined;
}

/** Whether there is a way to tell the app. */
export function isConnected({ url, sockets }: InteractionParts): boolean {
  return url() !== undefined || sockets() !== undefined;
}

type Payload = Readonly<Record<string, unknown>>;

/** What became of something a person did. What could not be done was not sent. */
export interface Interacted {
  readonly status: number | undefined;
  readonly ms: number;
  readonly ok: boolean;
  readonly problem?:
    | 'not-connected'
    | 'no-message'
    | 'no-action'
    | 'no-person'
    | 'no-channel'
    | 'no-view'
    | 'timeout'
    | 'unreachable';
}

/** How a failure before sending reads. */
export function notSent(problem: NonNullable<Interacted['problem']>): Interacted {
  return { status: undefined, ms: 0, ok: false, problem };
}

/** What is told of a delivery. */
export function told({ status, ms, ok, problem }: Delivery): Interacted {
  return { status, ms, ok, ...(problem === undefined ? {} : { problem }) };
}

/** Sends a payload as Slack sends interactions: over a connection, or signed, as a form with JSON in it. */
export async function sendInteraction(payload: Payload, parts: InteractionParts): Promise<Delivery> {
  const sockets = parts.sockets();
  if (sockets !== undefined) return await sockets.carry({ type: 'interactive', payload });
  const { desk, secret } = parts;
  return await deliver(
    {
      url: parts.url() ?? '',
      contentType: 'application/x-www-form-urlencoded',
      body: `payload=${encodeURIComponent(JSON.stringify(payload))}`,
    },
    secret,
    desk.time,
  );
}

/** What stands in every interaction: who, where, which app. */
export function interactionBy(person: Person, { desk }: InteractionParts): Record<string, unknown> {
  const { app } = desk.workspace;
  return {
    user: { id: person.id, username: person.username, name: person.username, team_id: app.teamId },
    api_app_id: app.appId,
    token: app.verificationToken,
    team: { id: app.teamId, domain: app.teamDomain },
    enterprise: null,
    is_enterprise_install: false,
  };
}

/** An instant for one action. No two share one, not even while a simulated time stands still: nobody is that quick. */
export function actionTs({ doneAt }: InteractionParts): string {
  return tsAt(doneAt());
}

/** A person who can do something, by id, user name or full name. */
export function doer(by: string, { desk }: InteractionParts): Person | undefined {
  const person = desk.workspace.person(by);
  return person?.isBot === true ? undefined : person;
}
