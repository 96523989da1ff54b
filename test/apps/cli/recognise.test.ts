import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCheck } from '#apps/cli/check.ts';
import { runLearn } from '#apps/cli/learn.ts';
import { runRecognise, type RecogniseQuestion } from '#apps/cli/recognise.ts';
import { runTry } from '#apps/cli/recognise-try.ts';
import { fernhillSource } from './policy-source.ts';
import { taughtTexts } from '../../core/complaint/taught.ts';
import { root } from '../../imports.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'recourse-recognise-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function file(name: string, text: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, text);
  return path;
}

const jsonLines = (values: readonly unknown[]): string => values.map((value) => `${JSON.stringify(value)}\n`).join('');

interface Found {
  readonly id: string | number | null;
  readonly band: string;
  readonly score: number;
  readonly category: string | null;
  readonly severity: string;
  readonly reasons: readonly { cue: string; quote: string; start: number; end: number; weight: number }[];
  readonly error?: { code: string; path: string };
}

async function answers(input: string, question: RecogniseQuestion = {}) {
  const written: string[] = [];
  const said: string[] = [];
  const output = new Writable({
    write(chunk: Buffer, _encoding, done) {
      written.push(chunk.toString());
      done();
    },
  });
  const exitCode = await runRecognise(question, Readable.from([Buffer.from(input)]), output, (text) => said.push(text));
  const found = written
    .join('')
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as Found);
  return { exitCode, found, said: said.join('') };
}

describe('recourse recognise', () => {
  it('answers each text in order with its band and the reasons, whose quotes stand where they say', async () => {
    const texts = [
      'I want to make a formal complaint 😡: nobody has answered me for three weeks.',
      'How do I change my address?',
      '😀 The parcel never arrived and I am still waiting for my refund!',
    ];
    const { exitCode, found } = await answers(jsonLines(texts.map((text, at) => ({ id: `t${at}`, text, other: 1 }))));
    expect(exitCode).toBe(0);
    expect(found.map(({ id, band }) => [id, band])).toEqual([
      ['t0', 'yes'],
      ['t1', 'no'],
      ['t2', expect.stringMatching(/yes|possible/u)],
    ]);
    for (const [at, { reasons, score }] of found.entries()) {
      for (const { quote, start, end } of reasons) expect(texts[at]!.slice(start, end)).toBe(quote);
      expect(reasons.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(score, 2);
    }
    expect(found[0]!.severity).toMatch(/low|medium|high|critical/u);
    expect(found[1]).toHaveProperty('category', null);
  });

  it('takes the language where it is told, and asks a person where there are no cues for it', async () => {
    const text = 'Chat';
    const { found } = await answers(
      jsonLines([
        { id: 1, text, language: 'tlh' },
        { id: 2, text, language: 'sv' },
        { id: 3, text, language: 'en-GB' },
      ]),
    );
    expect(found.map(({ band }) => band)).toEqual([expect.any(String), 'possible', 'no']);
  });

  it('gives no answer under another id than it was asked under', async () => {
    const lines = [
      '{"id":12345678901234567890,"text":"x"}',
      '{"id":1e400,"text":"x"}',
      '{"id":9007199254740991,"text":"x"}',
    ];
    const { exitCode, found } = await answers(lines.join('\n'));
    expect(exitCode).toBe(1);
    const tooLarge = { code: 'TEXT_LINE', path: 'id', message: expect.stringContaining('in quotes') as string };
    expect(found).toMatchObject([{ error: tooLarge }, { error: tooLarge }, { id: 9007199254740991 }]);
  });

  it('answers each line that is wrong with a code and its place, goes on, and ends with 1', async () => {
    const lines = [
      '',
      '{"id":1}',
      'no JSON',
      '[]',
      '{"id":{},"text":"x"}',
      '{"text":7}',
      '{"text":"fine"}',
      '{"text":"x","complaint":"perhaps"}',
    ];
    const { exitCode, found } = await answers(lines.join('\n'));
    expect(exitCode).toBe(1);
    const code = 'TEXT_LINE';
    expect(found.map(({ error, band }) => (error === undefined ? band : [error.code, error.path]))).toEqual([
      [code, 'text'],
      [code, ''],
      [code, ''],
      [code, 'id'],
      [code, 'text'],
      'no',
      [code, 'complaint'],
    ]);
  });

  it('takes any number of texts through a heap that could not hold them', async () => {
    const line = Buffer.from(jsonLines([{ id: 1, text: 'The box is blue.', unread: 'x'.repeat(14_000) }]));
    const child = spawn(process.execPath, ['--max-old-space-size=128', `${root}apps/cli/main.ts`, 'recognise']);
    const ended = new Promise<number | null>((resolve) => child.on('exit', resolve));
    let lines = 0;
    child.stdout.on('data', (chunk: Buffer) => {
      for (const byte of chunk) if (byte === 10) lines += 1;
    });
    child.stdin.on('error', () => undefined);
    const many = Buffer.concat(Array.from({ length: 40 }, () => line));
    for (let n = 0; n < 100; n += 1) {
      if (!child.stdin.write(many)) await new Promise((resolve) => child.stdin.once('drain', resolve));
    }
    child.stdin.end();
    expect(await ended).toBe(0);
    expect(lines).toBe(4_000);
  }, 60_000);

  it('answers a line at once, while the next one is yet to come, and ends quietly where nobody listens any more', async () => {
    const child = spawn(process.execPath, [`${root}apps/cli/main.ts`, 'recognise']);
    const ended = new Promise<number | null>((resolve) => child.on('exit', resolve));
    for (const id of [1, 2]) {
      const answered = new Promise<string>((resolve) =>
        child.stdout.once('data', (chunk: Buffer) => resolve(chunk.toString())),
      );
      child.stdin.write(jsonLines([{ id, text: 'This is unacceptable' }]));
      expect(JSON.parse(await answered)).toMatchObject({ id });
    }
    child.stdout.destroy();
    child.stdin.write(jsonLines([{ id: 3, text: 'x' }]));
    child.stdin.on('error', () => undefined);
    child.stdin.end();
    expect(await ended).toBe(0);
  }, 30_000);
});

const taughtFile = async (): Promise<string> => await file('taught.jsonl', jsonLines(taughtTexts(240)));
const now = '2026-11-02T09:00:00Z';

describe('recourse learn, and what it learnt', () => {
  it('writes a model with its date, its data’s size and its figures, which recognise and a policy judge by', async () => {
    const out = join(folder, 'model.json');
    const question = { from: await taughtFile(), platform: undefined, policy: undefined, out, seed: '1', now };
    const { text, exitCode } = await runLearn({ ...question, json: false });
    expect(exitCode).toBe(0);
    expect(text).toMatch(/^240 tickets that people have judged: 80 complaints, 160 others$/mu);
    expect(text).toMatch(/macro F1 +[01]\.\d{3} +0\.\d{3}/u);
    expect(text).toContain('made 2026-11-02T09:00:00.000Z');
    const asked = jsonLines([
      { id: 1, text: 'The mirror squeaks all night' },
      { id: 2, text: 'The mirror comes in oak' },
    ]);
    const byModel = await answers(asked, { model: out });
    expect(byModel.said).toBe('');
    expect(byModel.found.map(({ band }) => band)).toEqual(['yes', 'no']);
    expect(byModel.found[0]!.reasons.map(({ cue }) => cue)).toContain('word:squeaks');
    const policy = await file('with-model.yaml', await fernhillSource('recognition:\n  model: model.json\n'));
    expect((await answers(asked, { policy })).found).toEqual(byModel.found);
    const checked = await runCheck(policy, { json: false, compile: false });
    expect(checked.text).toMatch(/^Your own model, made 2026-11-02T09:00:00\.000Z from 240 tickets: it judges$/mu);
    const programs = JSON.parse((await runCheck(policy, { json: true, compile: false })).text) as object;
    expect(programs).toMatchObject({
      model: { madeAt: '2026-11-02T09:00:00.000Z', tickets: { complaints: 80, others: 160 }, isUsed: true },
    });
  });

  it('does not judge by a model that the cues beat, and says so', async () => {
    const out = join(folder, 'lost.json');
    const question = {
      from: await taughtFile(),
      platform: undefined,
      policy: undefined,
      out,
      seed: '3',
      now,
      json: true,
    };
    await runLearn(question);
    const lost = JSON.parse(await readFile(out, 'utf8')) as { figures: { worseParts: number } };
    lost.figures.worseParts = 10;
    await writeFile(out, JSON.stringify(lost));
    const { said, found } = await answers(jsonLines([{ id: 1, text: 'This is unacceptable' }]), { model: out });
    expect(said).toContain('The model is not used');
    expect(found[0]!.reasons.some(({ cue }) => cue.startsWith('word:'))).toBe(false);
  });

  it('learns nothing from too few, says what is missing, and ends with 1', async () => {
    const from = await file('few.jsonl', jsonLines([...taughtTexts(100), { id: 'x', text: 'x' }, { id: 'y' }]));
    const question = { from, platform: undefined, policy: undefined, out: join(folder, 'none.json'), seed: '1', now };
    const { text, exitCode } = await runLearn({ ...question, json: false });
    expect(exitCode).toBe(1);
    expect(text).toMatch(/it takes 200 tickets/u);
    expect(text).toContain('1 more of which nobody has said what they are');
    expect(text).toContain('line 102, text: TEXT_LINE: no text');
  });

  it.each(['.', '/dev/null', '', 'models/'])(
    'says before it reads anything that no model can stand at %j, and puts nothing in the place of what is there',
    async (out) => {
      const question = { from: '/nowhere.jsonl', platform: undefined, policy: undefined, out, seed: '1', now };
      await expect(runLearn({ ...question, json: false })).rejects.toThrow(/the model cannot be written to/u);
    },
  );

  it('learns from raw tickets what agents wrote into our field', async () => {
    const raw = taughtTexts(240).map(({ text, complaint }, n) => ({
      ticket: {
        id: n + 1,
        url: `https://acme.zendesk.com/api/v2/tickets/${n + 1}.json`,
        created_at: '2026-11-02T09:00:00Z',
        updated_at: '2026-11-02T09:00:00Z',
        subject: '',
        description: text,
        requester_id: 5,
        custom_fields: [{ id: 9, value: complaint ? 'yes' : 'no: a question' }],
      },
      ticketFields: [{ id: 9, title: 'recourse_complaint', key: 'recourse_complaint', type: 'text' }],
      users: [{ id: 5, role: 'end-user' }],
    }));
    const from = await file('raw.jsonl', jsonLines(raw));
    const question = { from, platform: 'zendesk', policy: undefined, out: join(folder, 'raw.json'), seed: '1', now };
    const { text } = await runLearn({ ...question, json: true });
    expect(JSON.parse(text)).toMatchObject({ tickets: { complaints: 80, others: 160 }, wins: true, undecided: 0 });
  });

  it('teaches a ticket once that is told twice, as it was told last, and says so', async () => {
    const texts = taughtTexts(240);
    const changed = { ...texts[0]!, complaint: !texts[0]!.complaint };
    const withdrawn = { ...texts[1]!, complaint: null };
    const nameless = [
      { text: 'A', complaint: true },
      { text: 'A', complaint: true },
    ];
    // JSON's readers make one number of these two.
    const large = ['9007199254740992', '9007199254740993'].map((id) => `{"id":${id},"text":"B","complaint":true}\n`);
    const lines = `${jsonLines([...texts, ...texts.slice(2, 9), changed, withdrawn, ...nameless])}${large.join('')}`;
    const from = await file('twice.jsonl', lines);
    const question = { from, platform: undefined, policy: undefined, out: join(folder, 'twice.json'), seed: '1', now };
    const { text } = await runLearn({ ...question, json: true });
    const was = { complaints: 80, others: 160 };
    expect(JSON.parse(text)).toMatchObject({
      tickets: { complaints: was.complaints - 1 + 4, others: was.others + 1 - 1 },
      repeated: 9,
      undecided: 1,
      faulty: 0,
    });
    expect((await runLearn({ ...question, json: false })).text).toContain(
      '\n9 lines told tickets again: each ticket counts once, by its last state\n',
    );
  });

  it.each([
    ['not there', undefined, 'MODEL_UNREADABLE'],
    ['not JSON', '{"kind":', 'MODEL_INVALID'],
    ['no model', '{"kind":"recourse model","v":1}', 'MODEL_INVALID'],
  ])('a model that is %s stops the command with a code', async (_, text, code) => {
    const model = text === undefined ? join(folder, 'nowhere.json') : await file('broken.json', text);
    await expect(answers('', { model })).rejects.toMatchObject({ code });
    const policy = await file('broken.yaml', await fernhillSource(`recognition:\n  model: ${JSON.stringify(model)}\n`));
    await expect(answers('', { policy })).rejects.toMatchObject({ code: 'POLICY_INVALID' });
  });
});

describe('recourse recognise --try', () => {
  it('says what another policy would make of past texts, with examples, and which is right more often', async () => {
    const tried = await file('strict.yaml', await fernhillSource('recognition:\n  yes: 50\n  possible: 40\n'));
    const against = await file('usual.yaml', await fernhillSource(''));
    const texts = [
      {
        id: 'a',
        text: 'The parcel never arrived, I am still waiting and nobody answers. Very disappointed.',
        complaint: 1,
      },
      { id: 'b', text: 'Which colours are there?', complaint: 0 },
    ];
    const input = (): Readable => Readable.from([Buffer.from(`${jsonLines(texts)}nonsense\n`)]);
    const table = await runTry({ try: tried, against, platform: undefined, json: false }, input());
    expect(table.exitCode).toBe(1);
    expect(table.text).toMatch(/^2 tickets under policy .*: 1 would be judged otherwise$/mu);
    expect(table.text).toMatch(/^ {2}a: (a complaint|possibly) at .* -> none at/mu);
    expect(table.text).toContain('line 3: TEXT_LINE, not JSON');
    const { text } = await runTry({ try: tried, against, platform: undefined, json: true }, input());
    const result = JSON.parse(text) as {
      figures: { old: { recall: number }; new: { recall: number } };
      examples: unknown[];
    };
    expect([result.figures.old.recall, result.figures.new.recall]).toEqual([1, 0]);
    expect(result.examples).toHaveLength(1);
  });

  it('counts a ticket once that is told twice, as it was told last, and says so', async () => {
    const tried = await file('strict.yaml', await fernhillSource('recognition:\n  yes: 50\n  possible: 40\n'));
    const against = await file('usual.yaml', await fernhillSource(''));
    const angry = 'This is unacceptable, I am still waiting and very disappointed.';
    const lines = [
      { id: 7, text: angry, complaint: true },
      { id: '8', text: 'Which colours are there?' },
      { id: '7', text: 'Which colours are there?', complaint: false },
      { text: angry },
      { text: angry },
    ];
    const input = (): Readable => Readable.from([Buffer.from(jsonLines(lines))]);
    const { text } = await runTry({ try: tried, against, platform: undefined, json: true }, input());
    expect(JSON.parse(text)).toMatchObject({ tickets: 4, repeated: 1, changed: 2, known: 1 });
    const table = await runTry({ try: tried, against, platform: undefined, json: false }, input());
    expect(table.text).toContain('\n1 line told a ticket again: each ticket counts once, by its last state\n');
  });

  it('shows nothing of a text that a terminal would take for an order', async () => {
    const tried = await file('strict.yaml', await fernhillSource('recognition:\n  yes: 50\n  possible: 40\n'));
    const against = await file('usual.yaml', await fernhillSource(''));
    const input = Readable.from([
      Buffer.from(jsonLines([{ id: '\u001B[2J', text: 'This is \u001B[31munacceptable\u202E, still waiting' }])),
    ]);
    const { text } = await runTry({ try: tried, against, platform: undefined, json: false }, input);
    expect(text).toContain('unacceptable');
    for (const order of ['\u001B', '\u202E']) expect(text).not.toContain(order);
  });

  it('counts of raw tickets how often people corrected either policy', async () => {
    const against = await file('usual.yaml', await fernhillSource(''));
    const tried = await file('strict.yaml', await fernhillSource('recognition:\n  yes: 50\n  possible: 40\n'));
    const raw = (id: number, text: string, said: string) => ({
      ticket: {
        id,
        created_at: '2026-11-02T09:00:00Z',
        subject: 'Hello',
        description: text,
        requester_id: 5,
        custom_fields: [{ id: 9, value: said }],
      },
      ticketFields: [{ id: 9, title: 'recourse_complaint', key: 'recourse_complaint', type: 'text' }],
      users: [{ id: 5, role: 'end-user' }],
    });
    const angry = 'This is unacceptable, I am still waiting and very disappointed.';
    const input = Readable.from([Buffer.from(jsonLines([raw(1, angry, 'yes'), raw(2, angry, 'no: a test of ours')]))]);
    const { text } = await runTry({ try: tried, against, platform: 'zendesk', json: false }, input);
    expect(text).toMatch(/complaint +1 of 2 \(50\.0 %.*\) +1 of 2/u);
  });
});
