import { IncomingMessage, ServerResponse, type RequestListener } from 'node:http';
import type { Socket } from 'node:net';

/** A request to a program of this process. */
export interface Asked {
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What a program of this process answered. */
export interface Answered {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** What a listener asks of a socket. */
const nowhere = { readable: true, writable: true, localPort: 80, remoteAddress: '127.0.0.1' } as unknown as Socket;

/**
 * Lets a listener answer one request with neither a socket nor the text of HTTP between them. A proof asks thousands of
 * millions of requests; what carries them must cost next to nothing.
 *
 * @throws {Error} where the listener cuts the connection instead of answering
 */
export function ask(listener: RequestListener, { method, path, headers, body }: Asked): Promise<Answered> {
  const request = new IncomingMessage(nowhere);
  request.method = method;
  request.url = path;
  request.httpVersion = '1.1';
  request.headers = { ...headers, host: 'localhost' };
  const payload = Buffer.from(body);
  if (payload.length > 0) {
    request.headers['content-length'] = String(payload.length);
    request.push(payload);
  }
  request.complete = true;
  request.push(null);
  return new Promise((resolve, reject) => {
    const response = new ServerResponse(request);
    const chunks: Buffer[] = [];
    const take = (chunk: unknown): void => {
      if (typeof chunk === 'string' || Buffer.isBuffer(chunk)) chunks.push(Buffer.from(chunk));
    };
    response.write = (chunk: unknown) => {
      take(chunk);
      return true;
    };
    response.end = (chunk: unknown) => {
      take(chunk);
      resolve({ status: response.statusCode, headers: textsOf(response), body: Buffer.concat(chunks) });
      return response;
    };
    response.destroy = () => {
      reject(new Error(`${method} ${path} was cut off`));
      return response;
    };
    listener(request, response);
  });
}

function textsOf(response: ServerResponse): Record<string, string> {
  return Object.fromEntries(Object.entries(response.getHeaders()).map(([name, value]) => [name, String(value)]));
}
