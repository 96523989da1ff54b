import { createHmac } from 'node:crypto';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { connect, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Hook } from '#apps/runtime/hook.ts';
import { createLog } from '#apps/runtime/log.ts';
import { createListener } from '#apps/server/listener.ts';
import { createWebhooks } from '#apps/server/webhooks.ts';
import { freshdeskTicketId, verifyFreshdeskWebhook } from '#integrations/freshdesk/signature.ts';
import { verifyZendeskWebhook, webhookTicketId } from '#integrations/zendesk/signature.ts';

const secret = 'a-secret-of-ours-3f6c-long-enough';
const sentAt = '2026-11-16T09:00:00Z';
const body = '{"ticket_id":"4812"}';
const mostBytes = 256 * 1_024;
const hooks: readonly Hook[] = [
  {
    platform: 'zendesk',
    account: 'acme',
    prove: (headers, rawBody) =>
      verifyZendeskWebhook({
        rawBody,
        signature: headers['x-zendesk-webhook-signature'],
        timestamp: headers['x-zendesk-webhook-signature-timestamp'],
        secrets: [secret],
        now: Date.parse(sentAt),
      }),
    ticketId: webhookTicketId,
  },
  {
    platform: 'freshdesk',
    account: 'acme',
    prove: (headers) => verifyFreshdeskWebhook({ secret: headers['x-recourse-secret'], secrets: [secret] }),
    ticketId: freshdeskTicketId,
  },
];

let listener: Server;
let hinted: string[];

beforeEach(async () => {
  hinted = [];
  const take = createWebhooks({
    hooks,
    engine: { enqueue: (ref) => void hinted.push(`${ref.platform}:${ref.account}:${ref.id}`) },
    log: createLog('silent'),
  });
  listener = createListener((request, response) => {
    if (!take(request, response)) response.writeHead(404).end('not a webhook');
  }, 400);
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
});
afterEach(async () => {
  listener.closeAllConnections();
  await new Promise((resolve) => listener.close(resolve));
});

/** What a raw connection is answered, from the first byte until the server closes it or `until` is answered. */
function speak(parts: readonly (string | Uint8Array)[], until = /never/): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect((listener.address() as AddressInfo).port, '127.0.0.1');
    let heard = '';
    const over = (): void => {
      socket.destroy();
      resolve(heard);
    };
    socket.on('data', (chunk) => {
      heard += chunk.toString('latin1');
      if (until.test(heard)) over();
    });
    socket.once('error', over);
    socket.once('close', over);
    for (const part of parts) socket.write(part);
  });
}

const signature = (text: string): string => createHmac('sha256', secret).update(sentAt).update(text).digest('base64');
const proofs = {
  zendesk: (text: string) =>
    `x-zendesk-webhook-signature: ${signature(text)}\r\nx-zendesk-webhook-signature-timestamp: ${sentAt}\r\n`,
  freshdesk: () => `x-recourse-secret: ${secret}\r\n`,
};
function head(platform: 'zendesk' | 'freshdesk', framing: string, text = body): string {
  return `POST /webhooks/${platform}/acme HTTP/1.1\r\nhost: here\r\n${proofs[platform](text)}${framing}\r\n\r\n`;
}

describe.each(['zendesk', 'freshdesk'] as const)('over a raw connection, a webhook of %s', (platform) => {
  const hint = `${platform}:acme:4812`;

  it('is taken whole, in pieces, and several on one connection', async () => {
    const one = `${head(platform, `content-length: ${body.length}`)}${body}`;
    expect(await speak([one, one.slice(0, 60), one.slice(60, -4), one.slice(-4)], /(HTTP.*204[^]*){2}/)).toMatch(
      /204 No Content/u,
    );
    expect(hinted).toEqual([hint, hint]);
  });

  it('is taken in chunks', async () => {
    const chunks = `5\r\n${body.slice(0, 5)}\r\nf\r\n${body.slice(5)}\r\n0\r\n\r\n`;
    expect(await speak([head(platform, 'transfer-encoding: chunked'), chunks], /204/)).toMatch(/204/u);
    expect(hinted).toEqual([hint]);
  });

  it('that never ends is cut off, and nothing follows', async () => {
    const heard = await speak([head(platform, 'content-length: 20'), body.slice(0, 5)]);
    expect(heard).toMatch(/^HTTP\/1\.1 408/u);
    expect(hinted).toEqual([]);
  });

  it('whose headers never end is cut off, too', async () => {
    expect(await speak([head(platform, 'content-length: 20').slice(0, 90)])).toMatch(/^HTTP\/1\.1 408/u);
  });

  it('with a length that promises too much is never taken for whole', async () => {
    const heard = await speak([head(platform, `content-length: ${body.length + 1}`), body]);
    expect(heard).toMatch(/^HTTP\/1\.1 408/u);
    expect(hinted).toEqual([]);
  });

  it('with a length that promises too little leads to no other ticket', async () => {
    const text = '{"ticket_id":"48123"}';
    const heard = await speak([head(platform, `content-length: ${text.length - 4}`, text), text]);
    // What is left over is no request, for which the line is cut.
    expect(heard).toMatch(/HTTP\/1\.1 400/u);
    expect(hinted).toEqual([]);
  });

  it('with two lengths, or a length and chunks, is refused before it is read', async () => {
    for (const framing of [
      'content-length: 20\r\ncontent-length: 21',
      'content-length: 20\r\ntransfer-encoding: chunked',
      'content-length: -1',
      'content-length: 0x14',
    ]) {
      expect(await speak([head(platform, framing), body])).toMatch(/^HTTP\/1\.1 400/u);
    }
    expect(hinted).toEqual([]);
  });

  it('that is larger in chunks than it may be is refused, and the line is cut where it goes on for ever', async () => {
    const chunk = `10000\r\n${'x'.repeat(65_536)}\r\n`;
    const some = Array.from({ length: 6 }, () => chunk);
    expect(await speak([head(platform, 'transfer-encoding: chunked'), ...some, '0\r\n\r\n'], /413/)).toMatch(/413/u);
    const endless = Array.from({ length: 200 }, () => chunk);
    expect(await speak([head(platform, 'transfer-encoding: chunked'), ...endless])).not.toMatch(/204|200/u);
    expect(hinted).toEqual([]);
  });

  it('of exactly the largest size is taken, and of one byte more it is not', async () => {
    const largest = body.padEnd(mostBytes);
    const send = (text: string): Promise<string> =>
      speak([head(platform, `content-length: ${text.length}`, text), text], /\r\n\r\n/);
    expect(await send(largest)).toMatch(/204/u);
    expect(await send(`${largest} `)).toMatch(/413/u);
    expect(hinted).toEqual([hint]);
  });

  it('whose sender goes away in the middle leaves nothing behind', async () => {
    await new Promise<void>((resolve) => {
      const socket = connect((listener.address() as AddressInfo).port, '127.0.0.1', () => {
        socket.write(head(platform, 'content-length: 20') + body.slice(0, 9), () => socket.destroy());
      });
      socket.once('close', () => resolve());
    });
    expect(await speak([head(platform, `content-length: ${body.length}`), body], /204/)).toMatch(/204/u);
    expect(hinted).toEqual([hint]);
  });

  it('with its proof twice is refused', async () => {
    const twice = head(platform, `${proofs[platform](body)}content-length: ${body.length}`);
    expect(await speak([twice, body], /401/)).toMatch(/401/u);
    expect(hinted).toEqual([]);
  });

  it('with a query behind its path is taken; by another method it is somebody else’s', async () => {
    const posted = head(platform, `content-length: ${body.length}`);
    expect(await speak([posted.replace('/acme ', '/acme?from=rule '), body], /204/)).toMatch(/204/u);
    expect(await speak([posted.replace('POST', 'PUT'), body], /404/)).toMatch(/404/u);
    expect(hinted).toEqual([hint]);
  });
});

describe('of bodies that nothing proves yet', () => {
  const hint = `${head('zendesk', `content-length: ${body.length}`)}${body}`;

  interface Sender {
    readonly socket: Socket;
    readonly answer: Promise<string>;
  }

  /** Somebody who begins a request; resolves once it was sent so far. */
  async function begun(text: string): Promise<Sender> {
    const socket = connect((listener.address() as AddressInfo).port, '127.0.0.1');
    const answer = new Promise<string>((resolve) => {
      socket.once('data', (chunk) => resolve(chunk.toString('latin1')));
      socket.once('error', () => resolve('cut'));
    });
    await new Promise<void>((sent) => socket.write(text, () => sent()));
    return { socket, answer };
  }

  beforeEach(() => {
    // Nobody is cut off for being slow.
    listener.requestTimeout = 60_000;
  });

  it('so many are held and no more: who comes later is told to come again, and hints come through', async () => {
    const most = `${head('zendesk', `content-length: ${mostBytes}`)}${'x'.repeat(mostBytes - 1)}`;
    const crowd = await Promise.all(Array.from({ length: 40 }, () => begun(most)));
    expect(await speak([hint], /\r\n\r\n/u)).toMatch(/^HTTP\/1\.1 204/u);
    for (const { socket } of crowd) socket.write('x');
    const answers = await Promise.all(crowd.map(({ answer }) => answer));
    const refused = answers.filter((answer) => answer.startsWith('HTTP/1.1 503'));
    expect(refused.length).toBeGreaterThanOrEqual(8);
    for (const answer of refused) expect(answer).toMatch(/\r\nretry-after: 30\r\n/iu);
    // The others were read whole, and proved nothing.
    expect(answers.filter((answer) => answer.startsWith('HTTP/1.1 401'))).toHaveLength(40 - refused.length);
    const later = await begun(`${most}x`);
    expect(await later.answer).toMatch(/^HTTP\/1\.1 401/u);
    for (const { socket } of [...crowd, later]) socket.destroy();
  });
});
