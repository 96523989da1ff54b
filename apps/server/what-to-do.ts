/** What a person can do about an alert that waits, by the code of what it waits for. */
const advice: readonly (readonly [codes: RegExp, words: string])[] = [
  [/^is_archived$/u, 'Unarchive the channel, or name another one in the policy.'],
  [
    /^(?:channel_not_found|invalid_channel)$/u,
    'Name a channel that exists in the policy; a private one must have the app in it.',
  ],
  [
    /^SLACK_NOT_TIED$/u,
    'Install the app at /slack/install as an administrator of the workspace, and bring the code of: recourse connect slack.',
  ],
  [
    /^SLACK_(?:NOT_INSTALLED|NEEDS_REINSTALL)$/u,
    'Install the app in the workspace again, at /slack/install: then it is posted.',
  ],
  [
    /^SLACK_SOCKET_REFUSED$/u,
    'Give SLACK_APP_TOKEN an app-level token of the app with connections:write, and restart: no press or command is heard until then.',
  ],
  [/^SLACK_SOCKET_OFF$/u, 'Turn Socket Mode on in the Slack app: no press or command is heard until then.'],
  [
    /^SLACK_SOCKET_LOST$/u,
    'Nothing, if it passes: Slack cannot be connected to, and it is tried again every minute. Else look at the network.',
  ],
  [/^(?:STORE_|VAULT_)/u, 'Let the server reach its store, with the key its vault was written with.'],
  [/^not_in_channel$/u, 'Invite the app to the channel: /invite @recourse.'],
  [
    /^(?:restricted_action.*|no_permission|access_denied|enterprise_is_restricted)$/u,
    'Let the app post in the channel: its settings or the workspace’s forbid it.',
  ],
  [/^(?:missing_scope|not_allowed_token_type)$/u, 'Install the Slack app again with the scopes of its manifest.'],
  [
    /^(?:token_revoked|token_expired|invalid_auth|not_authed|account_inactive|user_removed_from_team|team_.*)$/u,
    'Install the Slack app in the workspace again, give us its new bot token, and restart.',
  ],
  [
    /^(?:msg_too_long|message_too_long|msg_blocks_too_long|blocks_too_long|invalid_.*|.*_too_large)$/u,
    'Slack refuses the message’s form: report it with this code.',
  ],
  [
    /^(?:ratelimited|rate_limited|message_limit_exceeded|WAITS_FOR_CHANNEL|NOBODY_CAME)$/u,
    'Nothing: the channel takes one message a second, and this one waits for its turn.',
  ],
  [
    /^(?:unreachable|timeout|connection_lost|unreadable|http_5.*|fatal_error|internal_error|service_unavailable)$/u,
    'Nothing, if it passes: Slack does not answer. See status.slack.com.',
  ],
  [
    /^(?:CLAIMED_BY_ANOTHER|CLAIM_UNKNOWN|LEASE_OVER|TICKET_MOVED_ON)$/u,
    'Nothing: another process may be posting it. It is taken over within two minutes.',
  ],
  [
    /^LOOK_FAILED$/u,
    'Wait until Slack answers, or grant channels:history and groups:history: what may stand there is looked for before it is posted.',
  ],
  [/^CARD_NOT_POSTED$/u, 'Nothing here: it is a reply, and waits for the card above it.'],
  [/_(?:AUTH|FORBIDDEN)$/u, 'Check the helpdesk’s credentials and what they may do: recourse doctor.'],
  [
    /_(?:UNAVAILABLE|TIMEOUT|RATE_LIMITED)$/u,
    'Nothing, if it passes: the helpdesk does not answer, or lets us ask no more for now.',
  ],
  [/_CLOSED$/u, 'Nothing: the ticket takes no more writing.'],
];

/** What to do about a code, in one sentence. */
export function whatToDo(code: string): string {
  return advice.find(([codes]) => codes.test(code))?.[1] ?? 'It is tried again by itself; report it if it stays.';
}
