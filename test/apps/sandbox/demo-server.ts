import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createControl } from '#apps/sandbox/control.ts';
import type { SandboxModel } from '#apps/sandbox/model.ts';
import express from 'express';

/** The control server over any model, on a port of its own. */
export async function serveModel(
  model: SandboxModel,
  pageFolder?: string,
): Promise<{ readonly url: string; readonly server: Server }> {
  const server = createServer(express().use(createControl(model, pageFolder)));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}` };
}
