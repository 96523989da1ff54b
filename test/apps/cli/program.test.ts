import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createProgram } from '#apps/cli/program.ts';
import { policyPath } from '#apps/sandbox/company-day.ts';
import { root } from '../../imports.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'recourse-cli-'));
});
afterAll(() => rm(folder, { recursive: true }));

interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

function recourse(words: readonly string[], environment: Readonly<Record<string, string>> = {}): Promise<Ended> {
  const env = { PATH: process.env['PATH'] ?? '', ...environment };
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [`${root}apps/cli/main.ts`, ...words],
      { cwd: folder, env, timeout: 30_000 },
      (error, out, err) => {
        resolve({ code: error === null ? 0 : Number(error.code ?? 1), out, err });
      },
    );
  });
}

async function file(name: string, content: unknown): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

const complaint = {
  ticket: {
    id: 7,
    url: 'https://acme.zendesk.com/api/v2/tickets/7.json',
    subject: 'Formal complaint',
    description: 'I want to make a formal complaint. Nobody has answered me for three weeks.',
    status: 'new',
    created_at: '2026-11-16T09:00:00Z',
    updated_at: '2026-11-16T09:00:00Z',
    requester_id: 11,
    tags: [],
    custom_fields: [],
    via: { channel: 'email' },
  },
  users: [{ id: 11, name: 'Ruth', role: 'end-user' }],
};

describe('recourse', () => {
  it('helps a person who asks, and one who does not know what to ask', async () => {
    const asked = await recourse(['--help']);
    expect(asked).toMatchObject({ code: 0, err: '' });
    expect(asked.out).toMatch(/Start with: {2}recourse sandbox/u);
    expect((await recourse(['serve', '--help'])).out).toContain('SLACK_SIGNING_SECRET');
    expect(await recourse(['frobnicate'])).toMatchObject({ code: 2 });
  });

  it('says of each command what it needs, and prints no instant of its own', () => {
    const { commands } = createProgram();
    expect(commands.length).toBeGreaterThan(10);
    for (const command of commands) {
      const help = command.helpInformation();
      expect(help).not.toMatch(/\.\d{3}Z/u);
      const needed = command.options.filter(({ mandatory }) => mandatory);
      expect(help.match(/\(needed\)/gu) ?? [], command.name()).toHaveLength(
        needed.length + Number(command.name() === 'package'),
      );
    }
  });

  it('shows lines for a batch that are answered', async () => {
    const { out } = await recourse(['due', '--help']);
    const lines = out.split('\n').filter((line) => line.startsWith('  {'));
    const { code, out: answers } = await recourse(['due', '--batch', await file('lines.jsonl', lines.join('\n'))]);
    expect([code, lines.length, answers.trimEnd().split('\n').length]).toEqual([0, 3, 2]);
  });

  it('takes a ticket from an editor that begins its files with a byte order mark', async () => {
    const ticket = await file('marked.json', `\ufeff${JSON.stringify({ ticket: {} })}`);
    const judged = await recourse(['judge', '--policy', policyPath, '--ticket', ticket]);
    expect(judged.err).toContain('ZENDESK_PAYLOAD');
  });

  it('judges a raw ticket and prints the outcome with instants in ISO 8601', async () => {
    const ticket = await file('ticket.json', complaint);
    const judged = await recourse([
      'judge',
      '--policy',
      policyPath,
      '--platform',
      'zendesk',
      '--ticket',
      ticket,
      '--now',
      '2026-11-17T10:00:00Z',
    ]);
    expect(judged.err).toBe('');
    expect(judged.code).toBe(0);
    const outcome = JSON.parse(judged.out) as {
      clocks: { dueAt: string; status: string }[];
      effects: { key: string }[];
    };
    expect(outcome).toMatchObject({ complaint: { band: 'yes', receivedAt: '2026-11-16T09:00:00.000Z' } });
    expect(outcome.clocks[0]).toMatchObject({ status: 'breached', dueAt: '2026-11-17T09:00:00.000Z' });
    expect(outcome.effects.map(({ key }) => key)).toContain(
      'zendesk:acme:7:acknowledge:breach:2026-11-16T09:00:00.000Z',
    );
    expect(judged.out).not.toMatch(/: 1[67]\d{11}\b/u);
  });

  it('explains the same to a person', async () => {
    const ticket = await file('ticket.json', complaint);
    const { code, out } = await recourse([
      'explain',
      '--policy',
      policyPath,
      '--ticket',
      ticket,
      '--now',
      '2026-11-16T10:00:00Z',
    ]);
    expect(code).toBe(0);
    expect(out).toMatch(/formal/iu);
    expect(out).toMatch(/Tue, 17 Nov 2026,? (at )?09:00/u);
  });

  it('says where a ticket is not what the platform documents, and ends with 1', async () => {
    const ticket = await file('broken.json', { ticket: { ...complaint.ticket, created_at: 'yesterday' } });
    const judged = await recourse(['judge', '--policy', policyPath, '--ticket', ticket]);
    expect(judged.code).toBe(1);
    expect(judged.err).toContain('ticket.created_at');
    expect(judged.err).not.toContain('yesterday');
  });

  it.each([
    ['no policy', ['judge', '--ticket', 'x.json']],
    ['no such file', ['explain', '--policy', policyPath, '--ticket', 'nowhere.json']],
    ['no instant', ['judge', '--policy', policyPath, '--ticket', 'x.json', '--now', 'tomorrow']],
    ['no such platform', ['judge', '--policy', policyPath, '--ticket', 'ticket.json', '--platform', 'pigeon']],
    ['no span', ['due', '--from', '2026-11-16T09:00:00Z']],
    ['no such port', ['sandbox', '--port', 'x']],
    ['a port left empty', ['sandbox', '--port', '']],
    ['no policy to check', ['check']],
  ])('wrong use ends with 2 and says what to write: %s', async (_what, words) => {
    await file('ticket.json', complaint);
    const { code, err } = await recourse(words);
    expect(code).toBe(2);
    expect(err.length).toBeGreaterThan(10);
    expect(err).not.toMatch(/\n\s+at /u);
  });

  it('serve without settings lists everything that is missing, and no value', async () => {
    const { code, err } = await recourse(['serve', '--policy', policyPath], {
      SLACK_BOT_TOKEN: 'xoxb-secret',
      PORT: 'nine',
    });
    expect(code).toBe(2);
    for (const name of ['ZENDESK_ACCOUNT', 'SLACK_SIGNING_SECRET', 'PORT']) expect(err).toContain(name);
    expect(err).not.toContain('xoxb-secret');
    expect(err).not.toContain('nine');
  });

  it('serve says in one line that its port is taken', async () => {
    const taken = createServer();
    const port = await new Promise<number>((resolve) =>
      taken.listen(0, () => resolve((taken.address() as AddressInfo).port)),
    );
    const { code, err } = await recourse(['serve', '--policy', policyPath], {
      FRESHDESK_ACCOUNT: 'acme',
      FRESHDESK_API_KEY: 'key',
      SLACK_BOT_TOKEN: 'xoxb-1',
      SLACK_SIGNING_SECRET: 'signing',
      RECOURSE_STORE: 'memory:',
      PORT: String(port),
    });
    taken.close();
    expect(code).toBe(2);
    expect(err).toContain(`✖ ${port} cannot be had (EADDRINUSE)\n  → at PORT`);
    expect(err).not.toMatch(/\n\s+at /u);
  });

  it('doctor finds what is missing, as lines without colour, and ends with 1', async () => {
    const { code, out, err } = await recourse(['doctor', '--policy', policyPath], {
      SLACK_SIGNING_SECRET: 'xoxs-secret',
    });
    expect({ code, err }).toEqual({ code: 1, err: '' });
    expect(out).toMatch(/✖ settings +SLACK_BOT_TOKEN is missing/u);
    expect(out).toMatch(/✔ policy +version 2026-11-01/u);
    expect(out).not.toContain('\u001B');
    expect(out).not.toContain('xoxs-secret');
  });

  it('provision without settings lists what is missing, Slack’s left out, and ends with 2', async () => {
    const { code, out, err } = await recourse(['provision', '--policy', policyPath, '--yes']);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain('ZENDESK_ACCOUNT');
    expect(err).not.toContain('SLACK_');
  });

  it('serve takes no address that is not the platform’s own, unless test hosts are allowed', async () => {
    const environment = {
      ZENDESK_ACCOUNT: 'acme',
      ZENDESK_OAUTH_TOKEN: 't',
      SLACK_BOT_TOKEN: 't',
      SLACK_SIGNING_SECRET: 's',
      ZENDESK_BASE_URL: 'http://127.0.0.1:9',
    };
    const { code, err } = await recourse(['serve', '--policy', policyPath], environment);
    expect(code).toBe(2);
    expect(err).toContain('RECOURSE_TEST_HOSTS=1');
  });
});
