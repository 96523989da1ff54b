/** How strict or slow this Slack is; everything can be changed while it runs. */
export interface Switches {
  /** How long a new message stays unseen by conversations.history and conversations.replies. */
  historyLagMs: number;
  /** One call a minute and 15 messages a call: what commercial apps outside the Marketplace get of history. */
  reducedHistory: boolean;
  /** Whether rate limits are kept. */
  rates: boolean;
  /** Posts to one channel at once before one a second holds; Slack says only that short bursts are tolerated. */
  postBurst: number;
  /** Scopes of the bot token; `undefined` grants all. */
  scopes: readonly string[] | undefined;
  /** Ids of people who are guests here. */
  guests: readonly string[];
  /** Ids of people of another company, who are here only by a channel that both share. */
  outsiders: readonly string[];
  /** Ids of people who administer the workspace. */
  admins: readonly string[];
  /** Ids of channels that another company reads, too. */
  sharedChannels: readonly string[];
}

/** A workspace of today: rates kept, history whole and at once, all scopes. */
export function defaultSwitches(): Switches {
  return {
    historyLagMs: 0,
    reducedHistory: false,
    rates: true,
    postBurst: 5,
    scopes: undefined,
    guests: [],
    outsiders: [],
    admins: [],
    sharedChannels: [],
  };
}
