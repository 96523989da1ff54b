import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import { createSimulatedTime } from '#apps/sandbox/simulated-time.ts';
import type { TicketRecord } from '#core/ticket.ts';
import type { Written } from '#integrations/contract.ts';
import type { FreshdeskDeskOptions } from '#integrations/freshdesk/desk.ts';
import { drivenAlone } from '#test/contract/driven.ts';
import type { HelpdeskSubject } from '#test/contract/helpdesk.ts';
import { never } from '#test/contract/helpdesk.ts';
import { openFreshdesk } from './fake-desk.ts';

/** Our desk before a fake account; gone when the test is over. */
export async function opened(...options: Parameters<typeof openFreshdesk>): ReturnType<typeof openFreshdesk> {
  const subject = await openFreshdesk(...options);
  onTestFinished(() => subject.close());
  return subject;
}

/** A host that answers by path; whatever is not named is not there. */
export async function scripted(
  answers: Readonly<Record<string, unknown>>,
): Promise<{ readonly baseUrl: string; readonly heard: string[] }> {
  const heard: string[] = [];
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '', 'http://localhost');
    heard.push(`${request.headers.authorization} ${request.method} ${pathname}`);
    const answer = answers[pathname];
    const status = typeof answer === 'number' ? answer : answer === undefined ? 404 : 200;
    response
      .writeHead(status, { 'content-type': 'application/json' })
      .end(status === 200 ? JSON.stringify(answer) : status === 404 ? '' : 'no JSON');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return { baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, heard };
}

/** What a desk of no fake account is made with. */
export const deskOptions = (change: Partial<FreshdeskDeskOptions> = {}): FreshdeskDeskOptions => ({
  account: 'acme',
  apiKey: 'key-canary',
  prefix: 'recourse_',
  time: createSimulatedTime(Date.UTC(2026, 10, 23, 9)),
  ...change,
});

/** Writes, with time going on until it is done. */
export const write = (
  subject: HelpdeskSubject,
  record: TicketRecord,
  change: Parameters<typeof subject.ports.actions.write>[1],
): Promise<Written> => drivenAlone(subject.time, () => subject.ports.actions.write(record, change, never));

/** Lets time pass. */
export const later = (subject: HelpdeskSubject, ms: number): Promise<void> =>
  subject.time.moveTo(subject.time.now() + ms);
