/** The one bot token of the workspace, which can be taken away and given back. */
export interface BotToken {
  revoked: boolean;
  /** Slack's error for this token; `undefined` for a good one. */
  problem(token: string | undefined): 'not_authed' | 'invalid_auth' | 'token_revoked' | undefined;
}

/** A good token with this secret. */
export function createBotToken(secret: string): BotToken {
  const state: BotToken = {
    revoked: false,
    problem(token) {
      if (token === undefined || token === '') return 'not_authed';
      if (token !== secret) return 'invalid_auth';
      return state.revoked ? 'token_revoked' : undefined;
    },
  };
  return state;
}
