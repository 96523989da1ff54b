import type { IncomingMessage, Server } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Express } from 'express';

/** A server of this machine only, until it is closed. */
export interface Listening {
  /** `http://127.0.0.1:PORT`, without a slash. */
  readonly baseUrl: string;
  /** Cuts every connection and waits for nobody. */
  readonly close: () => Promise<void>;
}

const keepAliveTimeout = 75_000;

/** @param port  0 takes a free one. @param upgrade  takes up WebSockets. @throws where the port is taken */
export async function listenOnLoopback(
  app: Express,
  port: number,
  upgrade?: (request: IncomingMessage, stream: Duplex) => void,
): Promise<Listening> {
  const server = createServer({ keepAliveTimeout }, app);
  if (upgrade !== undefined) server.on('upgrade', upgrade);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const address = server.address() as AddressInfo;
  return { baseUrl: `http://127.0.0.1:${address.port}`, close: () => closing(server) };
}

function closing(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
