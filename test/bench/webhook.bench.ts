import { fork, type ChildProcess } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { fileURLToPath } from 'node:url';

/**
 * How fast a signed webhook is taken, against bare node:http that checks the same signature. Run with node: each server in
 * a process of its own, the load from here over connections that are kept, in turns so that a busy machine strikes all
 * alike. Prints requests a second and processor time a request, the median of all turns, and both as ratios to bare.
 */
const secret = 'a-secret-of-ours-3f6c-long-enough';
const kinds = ['bare', 'ours', 'express', 'raw'] as const;
type Kind = (typeof kinds)[number];
const [turns = 9, turnMs = 1_000, connections = 32] = process.argv.slice(2).map(Number);

/** A ticket event as Zendesk sends it, 2.8 kB: what is checked and read is as long as in life. */
function bodyOf(id: number): string {
  const text = 'The sofa came three weeks late, one leg was broken, and nobody has called me back. '.repeat(25);
  return JSON.stringify({
    account_id: 12_514_403,
    detail: {
      actor_id: '8447388090494',
      assignee_id: '8447388090494',
      brand_id: '8447346621310',
      created_at: '2026-11-16T08:59:58Z',
      description: text,
      external_id: null,
      form_id: '8646151517822',
      group_id: '8447320466430',
      id: String(id),
      is_public: true,
      organization_id: '8447346622462',
      priority: 'LOW',
      requester_id: '8447388090494',
      status: 'OPEN',
      subject: 'Broken sofa',
      submitter_id: '8447388090494',
      tags: ['furniture', 'delivery'],
      type: 'TASK',
      updated_at: '2026-11-16T08:59:58Z',
      via: { channel: 'web_service' },
    },
    event: {},
    id: 'cbe4028c-7239-495d-b020-f22348516046',
    subject: `zen:ticket:${id}`,
    time: '2026-11-16T08:59:58.797839406Z',
    type: 'zen:event-type:ticket.created',
    zendesk_event_version: '2022-11-06',
  });
}

interface Loaded {
  readonly kind: Kind;
  readonly child: ChildProcess;
  readonly sockets: readonly Socket[];
  readonly perSecond: number[];
  readonly cpuUs: number[];
}

async function start(kind: Kind): Promise<Loaded> {
  const program = fileURLToPath(new URL('./webhook-servers.ts', import.meta.url));
  const child = fork(program, [kind, secret], { execArgv: [], env: { ...process.env, NODE_NO_WARNINGS: '1' } });
  const [{ port }] = (await once(child, 'message')) as [{ port: number }];
  const sockets = Array.from({ length: connections }, () => connect(port, '127.0.0.1').setNoDelay(true));
  await Promise.all(sockets.map((socket) => once(socket, 'connect')));
  return { kind, child, sockets, perSecond: [], cpuUs: [] };
}

/** A turn ends with its last request, should a fast machine take them all before its time is over. */
const requestsATurn = turnMs * 50;
let lastId = 1_000;

/**
 * Whole requests, as bytes: what the load costs here is taken from nobody's measure. Each names a ticket of its own, so
 * that none of the hints falls together with another one that still waits.
 */
function requests(): readonly Buffer[] {
  const timestamp = new Date().toISOString();
  return Array.from({ length: requestsATurn }, () => {
    lastId += 1;
    const body = bodyOf(lastId);
    const signature = createHmac('sha256', secret).update(timestamp).update(body).digest('base64');
    const head = [
      'POST /webhooks/zendesk/acme HTTP/1.1',
      'host: 127.0.0.1',
      'user-agent: Zendesk Webhook',
      'content-type: application/json; charset=utf-8',
      `x-zendesk-webhook-signature: ${signature}`,
      `x-zendesk-webhook-signature-timestamp: ${timestamp}`,
      'x-zendesk-account-id: 12514403',
      `content-length: ${Buffer.byteLength(body)}`,
    ];
    return Buffer.from(`${head.join('\r\n')}\r\n\r\n${body}`);
  });
}

/** Processor time used so far; `rested`: once nothing of the load before is left. */
async function cpuOf(child: ChildProcess, when: 'cpu' | 'rested'): Promise<number> {
  child.send(when);
  const [{ cpuUs }] = (await once(child, 'message')) as [{ cpuUs: number }];
  return cpuUs;
}

async function turn(server: Loaded, all: readonly Buffer[]): Promise<void> {
  const before = await cpuOf(server.child, 'rested');
  const beganAt = performance.now();
  const endAt = beganAt + turnMs;
  let sent = 0;
  let answered = 0;
  const drive = (socket: Socket): Promise<void> =>
    new Promise((resolve) => {
      const next = (): boolean => {
        const request = performance.now() < endAt ? all[sent] : undefined;
        if (request === undefined) return false;
        socket.write(request);
        sent += 1;
        return true;
      };
      const hear = (chunk: Buffer): void => {
        if (!chunk.includes('HTTP/1.1 204')) throw new Error(`${server.kind}: ${chunk.toString().slice(0, 60)}`);
        answered += 1;
        if (next()) return;
        socket.off('data', hear);
        resolve();
      };
      socket.on('data', hear);
      next();
    });
  await Promise.all(server.sockets.map(drive));
  const tookMs = performance.now() - beganAt;
  server.perSecond.push((answered * 1_000) / tookMs);
  server.cpuUs.push(((await cpuOf(server.child, 'cpu')) - before) / answered);
}

const median = (numbers: readonly number[]): number =>
  numbers.toSorted((one, other) => one - other)[Math.floor(numbers.length / 2)] ?? Number.NaN;

const servers = await Promise.all(kinds.map(start));
const warmUp = requests();
for (const server of servers) await turn(server, warmUp);
for (const server of servers) {
  server.perSecond.length = 0;
  server.cpuUs.length = 0;
}
for (let n = 0; n < turns; n += 1) {
  const all = requests();
  for (const server of n % 2 === 0 ? servers : servers.toReversed()) await turn(server, all);
}
const [bare] = servers;
const perTurn = (of: 'perSecond' | 'cpuUs', server: Loaded): number[] =>
  server[of].map((value, n) => (of === 'cpuUs' ? (bare?.[of][n] ?? 0) / value : value / (bare?.[of][n] ?? 1)));
console.log(`signed webhooks of 2.8 kB, ${connections} connections, ${turns} turns of ${turnMs} ms`);
for (const server of servers) {
  const [cpu, rate] = [perTurn('cpuUs', server), perTurn('perSecond', server)];
  console.log(
    [
      server.kind.padEnd(8),
      `${Math.round(median(server.perSecond))} a second`.padEnd(16),
      `${median(server.cpuUs).toFixed(1)} us of processor each`.padEnd(28),
      `of bare, by processor time ${median(cpu).toFixed(2)} (least ${Math.min(...cpu).toFixed(2)})`,
      `by rate ${median(rate).toFixed(2)} (least ${Math.min(...rate).toFixed(2)})`,
    ].join('  '),
  );
}
for (const { child, sockets } of servers) {
  for (const socket of sockets) socket.destroy();
  child.disconnect();
}
