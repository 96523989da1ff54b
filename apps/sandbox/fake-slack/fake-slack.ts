import type { RequestListener } from 'node:http';
import type { Timekeeper } from '#integrations/contract.ts';
import { refused, type Answer } from './answer.ts';
import { sendCommand, useShortcut, type Command } from './command.ts';
import { createEvents, type EventDelivery, type Events } from './events.ts';
import { createFaults, type Faults, type SlackFaultDial } from './faults.ts';
import { listenOnLoopback } from '../fake-shared/loopback.ts';
import { createApp } from './http.ts';
import type { Interacted, InteractionParts } from './interact.ts';
import { createLinks, linksIn } from './links.ts';
import type { Desk } from './method.ts';
import type { App, Person } from './people.ts';
import { press, type Press, type Pressed } from './press.ts';
import { createRates } from './rate.ts';
import { createRecorder, type RecordedCall, type Requests } from './recorder.ts';
import { createResponseUrls } from './response-url.ts';
import { createSocketMode, type SocketMode } from './socket-mode.ts';
import { defaultSwitches, type Switches } from './switches.ts';
import { createBotToken } from './token.ts';
import { channelsView, type ChannelView } from './view.ts';
import { tsAt } from './ts.ts';
import { closeView, pressInView, submitView, type Entered, type Submitted } from './view-interactions.ts';
import { createViews, viewForApi } from './views.ts';
import { createWorkspace, type NewUser, type WorkspaceChange } from './workspace.ts';

/** The workspace: its time, and the secrets that it shares with the app. */
export interface FakeSlackOptions {
  readonly time: Timekeeper;
  readonly teamId?: string;
  readonly botToken: string;
  readonly signingSecret: string;
  readonly botName?: string;
  /** Sets the ids of channels and people of two workspaces apart; 0 to 799. */
  readonly seedIds?: number;
  /** Turns Socket Mode on: with this app-level token the app opens connections, and no address is called. */
  readonly appToken?: string;
  /** The connections of an app that is in other workspaces, too. */
  readonly sockets?: SocketMode;
}

/** A Slack workspace with one app in it, over real HTTP on loopback, all of it by the given time. */
export interface FakeSlack {
  /** The workspace's HTTP face, for whoever calls it without a socket; nothing that hangs there is cut short. */
  readonly app: RequestListener;
  /** `baseUrl` is what a Slack client takes as its API address; it ends in a slash. */
  listen(port?: number): Promise<{ readonly baseUrl: string; readonly close: () => Promise<void> }>;
  /** Adds a public channel, with the bot in it unless told otherwise; answers its id. */
  addChannel(channel: { readonly name: string; readonly botIsMember?: boolean }): string;
  /** Adds a person; answers their id. */
  addUser(person: NewUser): string;
  /** Faults that strike calls one by one, before any chance. */
  readonly faults: Faults;
  /** The app's connections; `undefined` where it takes everything over HTTP. */
  readonly sockets: SocketMode | undefined;
  /** What goes wrong from now on, how often; what is not named goes well. The seed says which calls it strikes. */
  setFaults(dial: SlackFaultDial, seed?: number): void;
  /** How strict or slow it is; takes effect at once. */
  configure(switches: Partial<Switches>): void;
  /** Where the app takes presses, submissions, commands and shortcuts. */
  connectInteractivity(app: { readonly url: string }): void;
  /** Presses a button or chooses from a menu; resolves once the app answered or three seconds passed. */
  press(press: Press): Promise<Pressed>;
  /** Types a slash command; what the app answers at once stands in the channel. */
  command(command: Command): Promise<Interacted>;
  /** Chooses a shortcut of the app from a message's menu. */
  shortcut(chosen: {
    readonly channel: string;
    readonly ts: string;
    readonly by: string;
    readonly callbackId: string;
  }): Promise<Interacted>;
  /** Submits the modal on top of what this person has open. `values` by block or action. */
  submit(given: { readonly by: string; readonly values: Entered }): Promise<Submitted>;
  /** Closes the modal on top. */
  closeModal(given: { readonly by: string }): Promise<Interacted>;
  /** Presses a button or chooses from a menu of the modal on top, or of this person's Home. */
  pressInView(given: Parameters<typeof pressInView>[0]): Promise<Interacted>;
  /** Looks at the app's Home; the app is told. */
  openHome(by: string): Promise<EventDelivery>;
  /** What a person has on the screen: the modal on top and the Home, as the app gave them. */
  viewsOf(by: string): { readonly modal: ShownView | undefined; readonly home: ShownView | undefined };
  /** The domains whose links the app is told of, so that it may show what is behind them. Five at most. */
  unfurlDomains(domains: readonly string[]): void;
  /** Gives the address for events and asks the challenge; `false` where the app did not give it back. */
  connectEvents(app: { readonly url: string }): Promise<boolean>;
  /** Tells the app of an event, again and again as Slack does; see `Events.send`. */
  sendEvent(event: Readonly<Record<string, unknown>>): Promise<EventDelivery>;
  /** A person writes in a channel or thread; answers the message's `ts`. */
  say(message: {
    readonly channel: string;
    readonly by: string;
    readonly text: string;
    readonly threadTs?: string;
  }): string;
  /** A person with the right to do so deletes a message. */
  removeMessage(channel: string, ts: string): void;
  /** Posts and changes are refused from now on. */
  archiveChannel(channel: string): void;
  /** Takes the bot out of a channel. */
  kickBot(channel: string): void;
  /** The app is taken out of the workspace, until `restoreToken`. */
  revokeToken(): void;
  restoreToken(): void;
  /** All channels and what people see in them, with the very JSON that was posted. */
  channelsView(): readonly ChannelView[];
  /** Everybody in the workspace, the bot too. */
  people(): readonly Person[];
  /** Modals opened with views.open, oldest first. */
  viewsOpened(): readonly { readonly user: string; readonly view: Readonly<Record<string, unknown>> }[];
  /** Tells of each change; answers how to stop. */
  subscribe(listener: (change: WorkspaceChange) => void): () => void;
  /** Counts of Web API calls. */
  requests(): Requests;
  /** The last 5,000 Web API calls with their arguments read, without tokens. */
  recorded(): readonly RecordedCall[];
}

/** A view as somebody sees it. */
export type ShownView = Readonly<Record<string, unknown>>;

/**
 * A stateful Slack: what the app posts stays, what it may not do is refused as Slack documents it.
 *
 * @throws {RangeError} from methods that are given a channel or person there is not, or a fault of no kind
 */
export function createFakeSlack(options: FakeSlackOptions): FakeSlack {
  const { time, signingSecret } = options;
  const switches = defaultSwitches();
  const workspace = createWorkspace(appOf(options), time, options.seedIds);
  const desk: Desk = { workspace, time, switches, views: createViews(), links: createLinks() };
  const token = createBotToken(options.botToken);
  const faults = createFaults();
  const recorder = createRecorder();
  let origin = 'http://127.0.0.1';
  let interactivityUrl: string | undefined;
  let lastDoneAt = 0;
  const responseUrls = createResponseUrls(desk, signingSecret, () => origin);
  const own = createSocketMode(options.appToken, time);
  const sockets = options.sockets ?? own;
  const usedSockets = (): SocketMode | undefined => (sockets?.isOn ? sockets : undefined);
  const events = createEvents(desk, signingSecret, usedSockets);
  const openConnection = (bearer: string | undefined): Answer => own?.open(bearer, origin) ?? refused('invalid_auth');
  const parts = { desk, faults, rates: createRates(switches), recorder, token, openConnection };
  const interaction: InteractionParts = {
    desk,
    secret: signingSecret,
    responseUrls,
    doneAt: () => (lastDoneAt = Math.max(time.now(), lastDoneAt + 1)),
    url: () => interactivityUrl,
    sockets: usedSockets,
  };
  return {
    app: createApp(parts, responseUrls, new AbortController().signal),
    async listen(port = 0) {
      const life = new AbortController();
      life.signal.addEventListener('abort', () => own?.close());
      const server = await listenOnLoopback(createApp(parts, responseUrls, life.signal), port, own?.upgrade);
      origin = server.baseUrl;
      return { baseUrl: `${origin}/api/`, close: async () => (life.abort(), await server.close()) };
    },
    addChannel: (channel) => workspace.addChannel(channel),
    addUser: (person) => workspace.addUser(person),
    faults,
    sockets,
    setFaults: (dial, seed = 1) => faults.setDial(dial, seed),
    configure: (changes) => void Object.assign(switches, changes),
    connectInteractivity: ({ url }) => void (interactivityUrl = url),
    press: (given) => press(given, interaction),
    ...peopleUse(interaction, events),
    connectEvents: ({ url }) => events.connect(url),
    sendEvent: (event) => events.send(event),
    ...peopleDo(desk, events),
    unfurlDomains: (domains) => desk.links.set(domains),
    revokeToken: () => void (token.revoked = true),
    restoreToken: () => void (token.revoked = false),
    channelsView: () => channelsView(workspace),
    people: () => [...workspace.people.values()],
    viewsOpened: () => desk.views.opened.map(({ user, content }) => ({ user, view: { ...content } })),
    subscribe: (listener) => workspace.subscribe(listener),
    requests: () => recorder.requests(),
    recorded: () => recorder.recorded(),
  };
}

/** What people do with the app. */
function peopleUse(
  parts: InteractionParts,
  events: Events,
): Pick<FakeSlack, 'command' | 'shortcut' | 'submit' | 'closeModal' | 'pressInView' | 'openHome' | 'viewsOf'> {
  const { workspace, views, time } = parts.desk;
  const personNamed = (name: string) => workspace.person(name) ?? missing('person', name);
  return {
    command: (given) => sendCommand(given, parts),
    shortcut: (given) => useShortcut(given, parts),
    submit: (given) => submitView(given, parts),
    closeModal: (given) => closeView(given, parts),
    pressInView: (given) => pressInView(given, parts),
    async openHome(by) {
      const { id } = personNamed(by);
      const home = views.home(id);
      return await events.send({
        type: 'app_home_opened',
        user: id,
        channel: `D${id.slice(1)}`,
        tab: 'home',
        event_ts: tsAt(time.now()),
        ...(home === undefined ? {} : { view: viewForApi(home, workspace.app) }),
      });
    },
    viewsOf(by) {
      const { id } = personNamed(by);
      return { modal: views.top(id)?.content, home: views.home(id)?.content };
    },
  };
}

/** What people do in Slack itself, without any app. */
function peopleDo(
  { workspace, links, time }: Desk,
  events: Events,
): Pick<FakeSlack, 'say' | 'removeMessage' | 'archiveChannel' | 'kickBot'> {
  const channelNamed = (name: string) => workspace.channel(name) ?? missing('channel', name);
  return {
    say({ channel, by, text, threadTs }) {
      const person = workspace.person(by) ?? missing('person', by);
      const nothing = { posted: undefined, blocks: undefined, metadata: undefined, ephemeralFor: undefined };
      const message = { ...nothing, threadTs, user: person.id, byApp: false, text, broadcast: false };
      const where = channelNamed(channel);
      const added = workspace.add(where, message) ?? missing('room in', channel);
      const found = linksIn(text, links.domains);
      if (found.length > 0) {
        const { ts } = added;
        links.told(
          where.id,
          ts,
          found.map(({ url }) => url),
        );
        const event = { user: person.id, channel: where.id, message_ts: ts, links: found };
        void events.send({
          type: 'link_shared',
          ...event,
          unfurl_id: `${where.id}.${ts}`,
          source: 'conversations_history',
          event_ts: tsAt(time.now()),
          ...(threadTs === undefined ? {} : { thread_ts: threadTs }),
        });
      }
      return added.ts;
    },
    removeMessage(name, ts) {
      const channel = channelNamed(name);
      workspace.remove(channel, channel.messages.get(ts) ?? missing('message', ts));
    },
    archiveChannel(name) {
      const channel = channelNamed(name);
      channel.isArchived = true;
      workspace.changed('channel', channel);
    },
    kickBot(name) {
      const channel = channelNamed(name);
      channel.isBotMember = false;
      workspace.changed('channel', channel);
    },
  };
}

function missing(what: string, name: string): never {
  throw new RangeError(`this Slack has no ${what} ${name}`);
}

function appOf({ teamId = 'T0SANDBOX', botName = 'Recourse', time }: FakeSlackOptions): App {
  return {
    teamId,
    teamDomain: 'sandbox',
    appId: 'A0SANDBOX',
    botId: 'B0SANDBOX',
    botUserId: 'U0SBXBOT',
    botName,
    createdAt: time.now(),
    verificationToken: 'legacy-verification-token',
  };
}
