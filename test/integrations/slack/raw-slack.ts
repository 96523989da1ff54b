import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as it came. */
export interface RawRequest {
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly form: Readonly<Record<string, string>>;
}

/** A server that answers as it is told, for what no faithful fake would say. */
export interface RawSlack {
  readonly slackApiUrl: string;
  readonly requests: readonly RawRequest[];
  close(): Promise<void>;
}

/** Listens on loopback; `answer` writes each response. */
export async function openRawSlack(answer: (response: ServerResponse, request: RawRequest) => void): Promise<RawSlack> {
  const requests: RawRequest[] = [];
  const server = createServer((incoming, response) => {
    const parts: Buffer[] = [];
    incoming.on('data', (part: Buffer) => parts.push(part));
    incoming.on('end', () => {
      const form = Object.fromEntries(new URLSearchParams(Buffer.concat(parts).toString('utf8')));
      const request = { path: incoming.url ?? '', headers: incoming.headers, form };
      requests.push(request);
      answer(response, request);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    slackApiUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/`,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
