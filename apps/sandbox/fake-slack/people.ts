import type { Instant } from '#core/time.ts';

/** Somebody of the workspace; the app's bot is one of them and has no address. */
export interface Person {
  readonly id: string;
  readonly name: string;
  readonly username: string;
  readonly email: string | undefined;
  readonly isBot: boolean;
}

/** The one app installed in the workspace, and the workspace it is installed in. */
export interface App {
  readonly teamId: string;
  readonly teamDomain: string;
  readonly appId: string;
  readonly botId: string;
  readonly botUserId: string;
  readonly botName: string;
  readonly createdAt: Instant;
  /** The legacy token that stands in every payload; nothing should trust it. */
  readonly verificationToken: string;
}
