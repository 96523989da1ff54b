import { slackScopes } from '#integrations/slack/scopes.ts';

/** The table that an administrator or a reviewer asks for: each scope, why, and the calls that need it. */
export function scopeTable(): string {
  const rows = slackScopes.map(({ name, isNeeded, purpose, methods }) => {
    const calls = methods.map((method) => `\`${method}\``).join(', ');
    return `| \`${name}\` | ${isNeeded ? 'needed' : 'optional'} | ${purpose} | ${calls} |`;
  });
  return [
    '# Scopes of the Slack app\n',
    'Nothing is asked for in advance: each scope has a call that needs it. Without the optional ones alerts come all the same;',
    'channels are then named by id in the policy, and an alert that may or may not have been posted in a crash waits for a',
    'person instead of being looked for.\n',
    '| scope | | what for | calls |',
    '| --- | --- | --- | --- |',
    ...rows,
    '',
    'Slack tells the app of links to `zendesk.com` and `freshdesk.com`. Only those whose host is a connected account’s to the',
    'letter are looked at, and a complaint is shown below one only if whoever shared it is an agent of that account, in a',
    'channel in which this complaint is told anyway, that no other company reads. Put your own host in their place under',
    '`unfurl_domains`, and Slack tells of no others.',
    '',
    '`manifest-http.json` is for a server that Slack can reach over HTTPS, and the only kind that the Slack Marketplace takes.',
    '`manifest-many-workspaces.json` is the same for a server that many workspaces install the app from, at `/slack/install`.',
    '`manifest-socket.json` is for one behind a firewall: it needs an app-level token with `connections:write`, and a server',
    'whose `recourse serve --help` names a variable for that token; one that does not takes what Slack sends over HTTP only.',
  ].join('\n');
}
