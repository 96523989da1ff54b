import type { AddressInfo } from 'node:net';
import express from 'express';
import { createControl } from './control.ts';
import { createSandbox, type Sandbox } from './sandbox.ts';

export interface RunningSandbox {
  readonly url: string;
  readonly sandbox: Sandbox;
  close(): Promise<void>;
}

/** Starts the whole sandbox and its page, on loopback only. */
export async function startSandbox(options: { readonly port: number }): Promise<RunningSandbox> {
  const sandbox = await createSandbox();
  const app = express();
  app.disable('x-powered-by');
  app.use(createControl(sandbox));
  const server = app.listen(options.port, '127.0.0.1');
  await new Promise<void>((resolve, reject) => server.once('listening', resolve).once('error', reject));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://localhost:${port}`,
    sandbox,
    async close() {
      server.close();
      server.closeAllConnections();
      await sandbox.close();
    },
  };
}
