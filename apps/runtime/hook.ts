import type { IncomingHttpHeaders } from 'node:http';

/** How one account's webhooks are proven, and what they speak of. */
export interface Hook {
  readonly platform: string;
  readonly account: string;
  /** @throws {SignatureError} where nothing proves that it comes from there */
  prove(headers: IncomingHttpHeaders, rawBody: Uint8Array): void;
  /** The ticket to read again; nothing else of a webhook is believed. Asked only of what was proven. */
  ticketId(rawBody: Uint8Array): string | undefined;
}
