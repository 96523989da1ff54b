import { slackCommand } from '#integrations/slack/scopes.ts';

/** A page for whoever installs the app: a title, what it means, what to do next. All of it is plain text. */
export interface InstallPage {
  readonly status: number;
  readonly tone: 'good' | 'notable' | 'bad';
  readonly title: string;
  readonly say: readonly string[];
  readonly steps?: readonly string[];
  /** Asks for the code that ties the workspace to a helpdesk account. */
  readonly asksCode?: boolean;
  readonly link?: { readonly words: string; readonly address: string };
}

const again = { words: 'Begin again', address: '/slack/install' } as const;

/** The pages on which an installation ends without one. Nothing was kept for any of them. */
export const failures = {
  denied: {
    status: 200,
    tone: 'notable',
    title: 'Nothing was installed',
    say: ['You did not allow it, so Recourse is not in your workspace and keeps nothing about it.'],
    link: again,
  },
  expired: {
    status: 400,
    tone: 'notable',
    title: 'That took longer than ten minutes',
    say: ['For your safety an installation has to end within ten minutes of its beginning. Nothing was installed.'],
    link: again,
  },
  spent: {
    status: 400,
    tone: 'notable',
    title: 'This page was opened before',
    say: [
      'An installation can be ended once. If it went well the first time, there is nothing left to do; this page changed nothing.',
    ],
    link: again,
  },
  forged: {
    status: 400,
    tone: 'bad',
    title: 'This was not begun in this browser',
    say: [
      'An installation has to end in the browser in which it began. Nothing was installed.',
      'If somebody sent you this link, do not use it. If you began here yourself, allow cookies for this address.',
    ],
    link: again,
  },
  otherWorkspace: {
    status: 400,
    tone: 'bad',
    title: 'That is another workspace',
    say: ['The link was made for one workspace, and you chose another in Slack. Nothing was installed.'],
    link: again,
  },
  organisation: {
    status: 400,
    tone: 'notable',
    title: 'Please choose one workspace',
    say: ['Recourse is installed in single workspaces, not in a whole organisation. Nothing was installed.'],
    link: again,
  },
  codeRefused: {
    status: 400,
    tone: 'notable',
    title: 'Slack did not confirm the installation',
    say: ['What Slack gave the browser was used already or is too old. Nothing was installed.'],
    link: again,
  },
  misconfigured: {
    status: 500,
    tone: 'bad',
    title: 'This server is not set up for Slack',
    say: [
      'Slack does not know the app by what this server says of it. Whoever runs it has to compare SLACK_CLIENT_ID, SLACK_CLIENT_SECRET and the app’s redirect URL. Nothing was installed.',
    ],
  },
  unavailable: {
    status: 503,
    tone: 'notable',
    title: 'That could not be finished now',
    say: ['Slack or the place where this server keeps credentials did not answer. Nothing was installed.'],
    link: again,
  },
} as const satisfies Readonly<Record<string, InstallPage>>;

/** The pages on which tying ends without a tie. */
export const tieFailures = {
  lost: {
    status: 400,
    tone: 'notable',
    title: 'Please install first',
    say: [
      'A code is taken within thirty minutes of an installation, in the same browser. Install Recourse again: it costs nothing.',
    ],
    link: { words: 'Install again', address: '/slack/install' },
  },
  notAdmin: {
    status: 403,
    tone: 'notable',
    title: 'An administrator has to do this',
    say: [
      'Complaints come into a workspace only when one of its administrators or owners says so. Recourse stays installed; ask one of them to install it again and to bring the code.',
    ],
  },
  wrongCode: {
    status: 400,
    tone: 'notable',
    title: 'That code is not good',
    say: ['A code is good once and for thirty minutes. Ask for a fresh one from whoever runs this server.'],
    asksCode: true,
  },
  unavailable: {
    status: 503,
    tone: 'notable',
    title: 'That could not be done now',
    say: ['Slack or the place where this server keeps credentials did not answer. Please try the code again.'],
    asksCode: true,
  },
} as const satisfies Readonly<Record<string, InstallPage>>;

/** What is known once it is installed. */
export interface Installed {
  readonly team: string;
  readonly teamName: string;
  readonly appId: string;
  /** Accounts that the workspace is tied to, as `zendesk acme`. */
  readonly accounts: readonly string[];
  /** Somebody else had installed it before. */
  readonly isTakenOver: boolean;
  /** Channels that the policy names. */
  readonly channels: readonly string[];
}

/** What to do next, once it is installed. */
export function installedPage(installed: Installed): InstallPage {
  const { team, teamName, appId, accounts, isTakenOver, channels } = installed;
  const isTied = accounts.length > 0;
  const names = channels.map((channel) => `#${channel.replace(/^#/u, '')}`).join(', ');
  return {
    status: 200,
    tone: 'good',
    title: isTied ? `Recourse works in ${teamName}` : `Recourse is installed in ${teamName}`,
    say: [
      isTied
        ? `This workspace gets the alerts of ${accounts.join(' and ')}. What waited while it was not connected is posted now.`
        : 'One thing is left: to say which helpdesk account belongs to this workspace. Until then nothing is posted here.',
      ...(isTakenOver ? ['Until now it was installed by somebody else in this workspace; from now on by you.'] : []),
    ],
    steps: [
      ...(isTied
        ? []
        : [
            'Ask whoever runs this server to run “recourse connect slack --account PLATFORM/NAME”, and enter the code it shows here.',
          ]),
      isTied
        ? `Invite it to the channels that your policy names: write /invite @Recourse in ${names}.`
        : 'Then invite it to the channels that your policy names: write /invite @Recourse in each.',
      `Try it: write ${slackCommand.command} help in any channel.`,
    ],
    asksCode: !isTied,
    link: {
      words: 'Open Slack',
      address: `https://slack.com/app_redirect?${new URLSearchParams({ app: appId, team }).toString()}`,
    },
  };
}

/** Only this page's own style, its own form, and nothing else at all. */
export const installHeaders: Readonly<Record<string, string>> = {
  'cache-control': 'no-store',
  'content-security-policy':
    "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

/** The page as HTML, every word of it escaped. */
export function installHtml({ tone, title, say, steps = [], asksCode = false, link }: InstallPage): string {
  // A line that breaks behind the two dashes of an option makes it unreadable.
  const whole = (step: string): string => escaped(step).replaceAll(/--\S+/gu, '<span class="whole">$&</span>');
  const list = steps.map((step) => `<li>${whole(step)}</li>`).join('');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)} · Recourse</title>
<style>${style}</style>
</head>
<body>
<main>
<p class="name">Recourse</p>
<h1 class="${tone}">${escaped(title)}</h1>
${say.map((words) => `<p>${escaped(words)}</p>`).join('\n')}
${list === '' ? '' : `<h2>What to do next</h2>\n<ol>${list}</ol>`}
${asksCode ? codeForm : ''}
${link === undefined ? '' : `<p class="go"><a href="${escaped(link.address)}">${escaped(link.words)}</a></p>`}
</main>
</body>
</html>
`;
}

const codeForm = `<form method="post" action="/slack/tie">
<label for="code">Code of the helpdesk account</label>
<input id="code" name="code" required maxlength="80" autocomplete="one-time-code" autocapitalize="characters" spellcheck="false" placeholder="XXXXX-XXXXX-XXXXX-XXXXX-XXXXX-X">
<button>Connect</button>
</form>`;

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

const style = `
:root { color-scheme: light dark; --ink: #1d1c1a; --paper: #f4f2ee; --sheet: #fff; --line: #8a857b; --small: #5c5850; --bad: #9a3412; --notable: #854d0e; --good: #166534; --own: #17494d; --on-own: #fff; }
@media (prefers-color-scheme: dark) { :root { --ink: #eeebe6; --paper: #141312; --sheet: #201e1c; --line: #8f887c; --small: #b3ada3; --bad: #fdba74; --notable: #fde68a; --good: #86efac; --own: #8fd3d8; --on-own: #0f2527; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1.0625rem/1.55 system-ui, sans-serif; }
main { max-width: 38rem; margin: 8vh auto; padding: 2rem clamp(1.25rem, 5vw, 2.75rem); background: var(--sheet); border-radius: .75rem; box-shadow: 0 1px 3px rgb(0 0 0 / .2); }
.name { margin: 0 0 .75rem; color: var(--own); font-weight: 700; letter-spacing: .01em; }
h1 { margin: 0 0 1rem; font-size: 1.6rem; line-height: 1.25; text-wrap: balance; overflow-wrap: anywhere; }
h1.good { color: var(--good); } h1.notable { color: var(--notable); } h1.bad { color: var(--bad); }
h2 { margin: 1.75rem 0 .5rem; font-size: 1rem; }
p { margin: 0 0 .75rem; overflow-wrap: anywhere; }
ol { margin: 0 0 1rem; padding-left: 1.4rem; }
li { margin: .35rem 0; padding-left: .25rem; overflow-wrap: anywhere; }
form { display: grid; gap: .5rem; margin: 1.25rem 0; }
label { font-weight: 600; }
input { font: 1rem/1.4 ui-monospace, monospace; padding: .6rem .75rem; border: 1px solid var(--line); border-radius: .4rem; background: var(--sheet); color: inherit; width: 100%; }
button, .go a { justify-self: start; display: inline-block; font: inherit; font-weight: 600; padding: .55rem 1.25rem; border: 1px solid var(--own); border-radius: .4rem; cursor: pointer; text-decoration: none; }
button { background: var(--own); color: var(--on-own); }
.whole { white-space: nowrap; }
.go { margin: 1.5rem 0 0; }
.go a { color: var(--own); }
:focus-visible { outline: 3px solid var(--own); outline-offset: 2px; }
`;
