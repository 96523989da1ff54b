/** A permission of the bot token. */
export interface SlackScope {
  readonly name: string;
  /** Without it something that was promised does not work; the others spare doubts and doubles. */
  readonly isNeeded: boolean;
  /** Goes on after "which it needs": "to post alerts". */
  readonly purpose: string;
  /** Methods of the Web API that we call with it, or the command, shortcut or event that it allows. */
  readonly methods: readonly string[];
}

/** The slash command. What can be typed behind it is told by the command itself. */
export const slackCommand = {
  command: '/complaints',
  description: 'Complaints that are open, yours, due today, or one by its ticket’s number',
  usageHint: 'open | mine | due today | 1042 | help',
} as const;

/** The shortcut in the menu of every message. */
export const slackShortcut = {
  name: 'Open a complaint ticket',
  callbackId: 'recourse_report',
  description: 'Opens a ticket in the helpdesk for what a message reports',
} as const;

/** What Slack tells the app of by itself, beside what people press and type. */
export const slackEvents = ['app_home_opened', 'link_shared'] as const;

/** What it tells beside where many workspaces install the app: that one of them has taken it out again. */
export const slackGoneEvents = ['app_uninstalled', 'tokens_revoked'] as const;

/**
 * Below which domains Slack tells of links: those of the helpdesks. Which of them are of a connected account is looked at
 * link by link, to the letter.
 */
export const slackLinkDomains = ['zendesk.com', 'freshdesk.com'] as const;

/**
 * Every scope that Recourse asks a workspace for, what for, and the calls that need it; nothing is asked for in advance.
 * The app's manifest, the doctor and the README have them from here.
 *
 * @see https://docs.slack.dev/reference/scopes
 */
export const slackScopes = [
  {
    name: 'chat:write',
    isNeeded: true,
    purpose: 'to post alerts',
    methods: ['chat.postMessage', 'chat.update', 'chat.postEphemeral', 'chat.delete'],
  },
  {
    name: 'commands',
    isNeeded: true,
    purpose: 'to be asked what is open, and to open a ticket from a message',
    methods: [slackCommand.command, slackShortcut.name],
  },
  { name: 'users:read', isNeeded: true, purpose: 'to know who pressed a button', methods: ['users.info'] },
  {
    name: 'users:read.email',
    isNeeded: true,
    purpose: 'to find in the helpdesk who pressed a button',
    methods: ['users.info'],
  },
  {
    name: 'channels:read',
    isNeeded: false,
    purpose: 'to find a public channel by its name, and to know whether a shared link may be shown in it',
    methods: ['conversations.list', 'conversations.info'],
  },
  {
    name: 'groups:read',
    isNeeded: false,
    purpose: 'to find a private channel by its name, and to know whether a shared link may be shown in it',
    methods: ['conversations.list', 'conversations.info'],
  },
  {
    name: 'links:read',
    isNeeded: false,
    purpose: 'to hear of links to the helpdesk that people share',
    methods: ['link_shared'],
  },
  {
    name: 'links:write',
    isNeeded: false,
    purpose: 'to show what is behind them, where all who read along may know',
    methods: ['chat.unfurl'],
  },
  {
    name: 'channels:history',
    isNeeded: false,
    purpose: 'to look for a message in a public channel after a crash',
    methods: ['conversations.history', 'conversations.replies'],
  },
  {
    name: 'groups:history',
    isNeeded: false,
    purpose: 'to look for a message in a private channel after a crash',
    methods: ['conversations.history', 'conversations.replies'],
  },
] as const satisfies readonly SlackScope[];

/** Methods that any bot token may call, and the one that takes the app's own token instead, whose right is not the bot's. */
export const freeSlackMethods: readonly string[] = [
  'auth.test',
  'views.open',
  'views.push',
  'views.update',
  'views.publish',
  'apps.connections.open',
];
