import type { AxiosAdapter } from 'axios';

/** How requests leave the process where it is not over a socket: for tests that carry them themselves. */
export interface Wire {
  /** For helpdesks. Gives the answer's body as a stream. */
  readonly http: AxiosAdapter;
  /** For Slack. */
  readonly fetch: typeof fetch;
}
