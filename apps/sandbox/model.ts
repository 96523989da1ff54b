import type { Severity } from '#core/complaint/complaint.ts';
import type { Band } from '#core/complaint/recognition.ts';
import type { Stage } from '#core/complaint/stage.ts';
import type { ClockStatus } from '#core/complaint/vocabulary.ts';
import type { LedgerEntry } from '#core/effect/ledger.ts';
import type { Priority, Role, TicketStatus } from '#core/ticket.ts';
import type { Instant } from '#core/time.ts';

/** An instant as it is written in JSON: ISO 8601 UTC with milliseconds. */
export type IsoInstant = string;

/** Something a visitor of the sandbox may not do, or named wrongly. Answered with its status and said as it stands. */
export class SandboxError extends Error {
  /** Closed, upper case, e.g. `SANDBOX_BACKWARDS`. */
  readonly code: string;
  readonly status: 400 | 404 | 409 | 503;

  /** @param message  what is wrong and what to do, without any text of a ticket */
  constructor(code: string, message: string, status: 400 | 404 | 409 | 503 = 400) {
    super(message);
    this.name = 'SandboxError';
    this.code = code;
    this.status = status;
  }
}

/** Names a ticket of the sandbox. Without `account` it is the platform's only one. */
export interface TicketAddress {
  readonly platform: string;
  readonly account?: string | undefined;
  readonly id: string;
}

export interface SandboxComment {
  readonly at: IsoInstant;
  /** The name shown. */
  readonly author: string;
  readonly role: Role;
  readonly public: boolean;
  readonly text: string;
  /**
   * Where it is a private note in which Recourse keeps account: its words for people, empty where there are none, and
   * the ledger's entries in it. `text` stays all of it, as it stands in the helpdesk.
   */
  readonly own?: { readonly words: string; readonly ledger: readonly LedgerLine[] } | undefined;
}

/** A ledger entry as it lies on the ticket, its instants in ISO. */
export interface LedgerLine {
  readonly kind: LedgerEntry['kind'];
  readonly at: IsoInstant;
  readonly key?: string | undefined;
  readonly channel?: string | undefined;
  readonly message?: string | undefined;
  /** `pressed`: who acted; `covered`: the key that spoke for it. */
  readonly by?: string | undefined;
  readonly action?: string | undefined;
}

/** A ticket as the fake helpdesk holds it. */
export interface SandboxTicket {
  readonly platform: string;
  readonly account: string;
  readonly id: string;
  readonly subject: string;
  readonly status: TicketStatus;
  readonly tags: readonly string[];
  /** Custom fields that hold something, by their keys, the policy's prefix included. */
  readonly fields: Readonly<Record<string, string>>;
  /** Oldest first; the first one is the ticket's own text. */
  readonly comments: readonly SandboxComment[];
  readonly ledger: readonly LedgerLine[];
  readonly requester: { readonly name: string; readonly email: string };
  readonly assignee?: string | undefined;
  readonly group?: string | undefined;
  readonly priority?: Priority | undefined;
  /** How it came, for people: "Email", "Web form". */
  readonly via: string;
  readonly createdAt: IsoInstant;
  readonly updatedAt: IsoInstant;
  /** What the product's own links to this ticket point to. */
  readonly url: string;
}

/** A message exactly as it was posted. */
export interface SandboxReply {
  /** The platform's own id and time: seconds since 1970, a point, six digits. */
  readonly ts: string;
  readonly text: string;
  readonly blocks: readonly unknown[];
  readonly metadata: unknown;
  readonly author: string;
  /** Posted by an app, not by a person. */
  readonly app: boolean;
  /** How often it was changed since. */
  readonly edited?: number | undefined;
  /** A reply that is shown in the channel too. */
  readonly broadcast?: boolean | undefined;
  /** Id of the one person who can see it; absent where everybody in the channel can. */
  readonly ephemeralFor?: string | undefined;
  /** What the product shows for links in it, as blocks. */
  readonly unfurls?: readonly { readonly url: string; readonly blocks: readonly unknown[] }[] | undefined;
}

export interface SandboxMessage extends SandboxReply {
  /** The thread below it, oldest first. */
  readonly replies: readonly SandboxReply[];
}

export interface SandboxChannel {
  readonly id: string;
  /** Of the company whose workspace it is in. */
  readonly account: string;
  /** Without `#`. */
  readonly name: string;
  /** Oldest first. */
  readonly messages: readonly SandboxMessage[];
}

/** The simulated clock. */
export interface SandboxClock {
  readonly now: IsoInstant;
  readonly running: boolean;
  /** Simulated seconds per real second while it runs. */
  readonly speed: number;
  /** It has run or been moved since the sandbox started: a page that opens leaves it as it is. */
  readonly begun: boolean;
}

/** The product's own processes, one a company, which the visitor may kill together. */
export interface SandboxServer {
  /** `up` where all of them are. */
  readonly state: 'up' | 'down' | 'starting';
  /** Of the first company's. */
  readonly pid?: number | undefined;
  /** How often it was killed. */
  readonly kills: number;
}

/** A company of the sandbox, with its own helpdesk, Slack workspace, policy and process of the product. */
export interface SandboxCompany {
  /** By which its tickets and channels are told from another's. */
  readonly account: string;
  /** Its helpdesk. */
  readonly platform: string;
  readonly name: string;
  /** What it does, for people: "furniture shop". */
  readonly about: string;
  /** IANA name of the zone in which people there read a clock. */
  readonly zone: string;
  /** As whom the visitor acts there. */
  readonly you: { readonly agent: string; readonly supervisor: string };
  /** When its next promise falls due, over all open complaints. */
  readonly nextDueAt?: IsoInstant | undefined;
}

/**
 * Everything a page or a script can see, of all companies together. The keys up to `channels` are a promise to scripts;
 * the others serve the page.
 */
export interface SandboxState {
  readonly now: IsoInstant;
  readonly tickets: readonly SandboxTicket[];
  readonly channels: readonly SandboxChannel[];
  readonly screens: readonly SlackScreen[];
  readonly clock: Omit<SandboxClock, 'now'>;
  readonly server: SandboxServer;
  /** In the order in which they are offered. */
  readonly companies: readonly SandboxCompany[];
  /** The first company, or the one a page looks at. */
  readonly company: SandboxCompany;
  /** As whom the visitor acts there. */
  readonly you: SandboxCompany['you'];
  /** People and groups that messages mention, by the chat platform's id. */
  readonly people: Readonly<Record<string, string>>;
  /** When the next promise falls due, over all open complaints. */
  readonly nextDueAt?: IsoInstant | undefined;
}

export interface ExplainedClock {
  /** The obligation's id. */
  readonly obligation: string;
  readonly title: string;
  readonly status: ClockStatus;
  readonly startedAt: IsoInstant;
  /** Absent while paused. */
  readonly dueAt?: IsoInstant | undefined;
  readonly satisfiedAt?: IsoInstant | undefined;
  /** One sentence: which promise it is and how it was counted. */
  readonly because: string;
}

/** What the core judges of one ticket now. */
export interface Explanation {
  /** Absent where the ticket is no complaint. */
  readonly complaint?:
    | {
        readonly band: Exclude<Band, 'no'>;
        readonly confirmed: boolean;
        readonly severity: Severity;
        readonly stage: Stage;
        readonly category?: string | undefined;
        readonly receivedAt: IsoInstant;
        readonly reasons: readonly { readonly cue: string; readonly quote: string; readonly weight: number }[];
      }
    | undefined;
  readonly clocks: readonly ExplainedClock[];
  /** When time alone changes the answer next. */
  readonly nextAt?: IsoInstant | undefined;
}

export interface NewTicket {
  readonly platform: string;
  readonly account?: string | undefined;
  readonly from: { readonly name: string; readonly email: string };
  readonly subject: string;
  readonly text: string;
  /** How many customers write the same at once, as after an outage; one unless said. The others have names of their own. */
  readonly customers?: number | undefined;
}

/** What an agent writes. `status` is saved together with it, as one update. */
export interface AgentReply extends TicketAddress {
  readonly public: boolean;
  readonly text: string;
  readonly status?: TicketStatus | undefined;
}

/** A press on a button of a posted message. */
export interface Press {
  /** Id or name of the channel; no two companies have one in common. */
  readonly channel: string;
  /** Of the message or reply that carries the button. */
  readonly ts: string;
  /** The button's `action_id`, or the product's name for it, such as `acknowledge`. */
  readonly action: string;
  /** What was chosen from a menu. */
  readonly value?: string | undefined;
}

/** What the visitor does with the product in Slack beside pressing buttons of messages. */
export type SlackAct = { readonly account: string } & (
  | { readonly do: 'command'; readonly channel: string; readonly text: string }
  /** Writes a message of their own. */
  | { readonly do: 'say'; readonly channel: string; readonly text: string }
  /** Chooses to open a ticket from a message's menu. */
  | { readonly do: 'shortcut'; readonly channel: string; readonly ts: string }
  /** Fills in and sends the form on the screen. `values` by block. */
  | { readonly do: 'submit'; readonly values: Readonly<Record<string, string>> }
  /** Presses a button or chooses from a menu of the modal on the screen, or of the Home. */
  | {
      readonly do: 'act';
      readonly where: 'modal' | 'home';
      readonly action: string;
      readonly block: string;
      readonly value?: string | undefined;
    }
  | { readonly do: 'close' }
  /** Looks at the product's Home. */
  | { readonly do: 'home' }
);

/** What was wrong with a form that was sent, by block; empty where it was taken. */
export type FormProblems = Readonly<Record<string, string>>;

/** What the visitor has on the screen in Slack, as JSON of Slack's own views. */
export interface SlackScreen {
  readonly account: string;
  readonly modal?: Readonly<Record<string, unknown>> | undefined;
  readonly home?: Readonly<Record<string, unknown>> | undefined;
}

/** A request that the product's panel makes through the helpdesk it stands in. */
export interface PanelRequest {
  readonly platform: string;
  readonly method: 'GET' | 'POST' | 'PUT';
  /** With the query, as the helpdesk's own interface spells it: `/api/v2/tickets/1.json`. */
  readonly path: string;
  readonly body?: unknown;
}

/** What the helpdesk answered a panel. */
export interface PanelAnswer {
  readonly status: number;
  /** The helpdesk's own time. */
  readonly date: string;
  readonly body: unknown;
}

/** What just changed: `time`: the clock alone; `content`: anything else a page shows. */
export type SandboxChange = 'time' | 'content';

/**
 * The whole sandbox as its page and scripts handle it. Methods that act resolve when the fakes have taken it in, and
 * reject with SandboxError where a visitor asked for something that cannot be.
 */
export interface SandboxModel {
  state(): SandboxState;
  /** Cheap: asked at every tick. */
  clock(): SandboxClock;
  /** @throws {SandboxError} SANDBOX_NO_SUCH_TICKET */
  explain(ticket: TicketAddress): Promise<Explanation>;
  /**
   * Moves time on, each thing happening at its own instant; resolves when everything due by then has been done.
   * @throws {SandboxError} SANDBOX_BACKWARDS
   */
  moveTo(at: Instant): Promise<void>;
  /** The same, counted from the simulated now. `spanMs` is not negative. */
  moveBy(spanMs: number): Promise<void>;
  setRunning(running: boolean): void;
  /** Simulated seconds per real second, more than 0. */
  setSpeed(speed: number): void;
  createTicket(ticket: NewTicket): Promise<Required<TicketAddress>>;
  reply(reply: AgentReply): Promise<void>;
  changeStatus(change: TicketAddress & { readonly status: TicketStatus }): Promise<void>;
  changeTags(
    change: TicketAddress & { readonly add: readonly string[]; readonly remove: readonly string[] },
  ): Promise<void>;
  press(press: Press): Promise<void>;
  slack(act: SlackAct): Promise<FormProblems>;
  /** The policy of the company that works with this helpdesk, compiled for its panel. @throws {SandboxError} SANDBOX_NO_SUCH_DESK */
  panelPolicy(platform: string): unknown;
  /** Asks the helpdesk what its panel asks, in the visitor's name. @throws {SandboxError} SANDBOX_NO_SUCH_DESK */
  panelRequest(request: PanelRequest): Promise<PanelAnswer>;
  /** Makes the fakes misbehave. The fakes know their own faults and refuse what they do not know. */
  faults(request: Readonly<Record<string, unknown>>): Promise<void>;
  /** Ends the product's processes with SIGKILL, as when the plug is pulled. */
  killServer(): Promise<void>;
  /** Starts what is down anew with nothing carried over; resolves when it is ready. */
  startServer(): Promise<void>;
  /** Calls `listener` after each change, without delay. @returns ends the subscription */
  subscribe(listener: (change: SandboxChange) => void): () => void;
}
