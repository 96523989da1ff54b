import { judge } from '#core/pipeline.ts';
import { ledgerPart } from '#core/effect/key.ts';
import type { TicketRecord, TicketRef } from '#core/ticket.ts';
import type { Clock } from '#core/sla/clock.ts';
import { MINUTE_MS, type Instant } from '#core/time.ts';
import type { FakeSlack } from '#apps/sandbox/fake-slack/fake-slack.ts';
import { markOf } from '#apps/runtime/mark-of.ts';
import { run } from '#apps/runtime/run.ts';
import { isDone } from '#apps/runtime/perform.ts';
import type { Shell } from '#apps/runtime/shell.ts';
import { IntegrationError } from '#integrations/errors.ts';
import { account } from './platform.ts';
import type { Ending } from './schedule.ts';

/** What a schedule came to. Every list is empty where all is well; keys are effects' keys or marks. */
export interface Verdict {
  /** Due, and told to nobody. */
  readonly lost: readonly string[];
  /** Told more than once. */
  readonly doubled: readonly string[];
  /** Whatever else may never be: told early, marked without a message, written when nothing was asked. */
  readonly wrong: readonly string[];
}

/** An alert that Slack took. */
export interface Message {
  readonly mark: string;
  readonly at: Instant;
}

/** What is judged: the tickets of one helpdesk, and every message that Slack ever took. */
export interface Scene {
  readonly platform: string;
  readonly tickets: readonly string[];
  readonly messages: readonly Message[];
  /** Of a machine that no fault reaches. */
  readonly shell: Shell;
  readonly endsAt: Instant;
  /** How long before the end what falls due may still be on its way, in ms; none where the end was waited for. */
  readonly onItsWayMs?: number;
}

/** A simulation ends at an instant of its own choosing, and a request in it takes up to half a second. */
const onItsWayMs = 30_000;

/** Compares what stands in Slack with what the tickets, read afresh, say ought to stand there; and asks who watched. */
export async function verdictOf(ending: Ending): Promise<Verdict> {
  const { stage, observer, watch } = ending;
  const { shell } = observer;
  const { endsAt } = stage;
  const messages = messagesIn(stage.slack);
  const wrong: string[] = [...watch.end(), ...new Set(ending.silent), ...ending.unkept];
  const lost: string[] = [];
  let doubled: readonly string[] = [];
  await ending.live(async () => {
    for (const { office, tickets } of stage.branches) {
      const verdict = await verdictOn({ platform: office.platform, tickets, messages, shell, endsAt, onItsWayMs });
      lost.push(...verdict.lost);
      wrong.push(...verdict.wrong);
      doubled = verdict.doubled;
    }
  });
  // A card is shown once more by who does not know that it was: to edit twice is to edit once.
  const atFirst = (await ending.live(() => bringUpToDate(ending, wrong))).filter(
    (write) => !write.endsWith('chat.update'),
  );
  const again = await ending.live(() => bringUpToDate(ending, wrong));
  wrong.push(...atFirst.map((write) => `I8: a process that remembers nothing does something else: ${write}`));
  wrong.push(...again.map((write) => `I10: writes although nothing happened: ${write}`));
  return { lost, doubled, wrong };
}

/** So long nothing may fall due of a ticket on which nothing is to happen. */
const quietMs = 10 * MINUTE_MS;

/** Whoever remembers nothing does what there is to do, on every ticket of which nothing falls due meanwhile. */
async function bringUpToDate({ stage, observer }: Ending, wrong: string[]): Promise<void> {
  const { plan, endsAt } = stage;
  const isQuiet = (record: TicketRecord): boolean =>
    (judge(record, plan.policy, endsAt).wakeAt ?? Infinity) > endsAt + quietMs;
  for (const { office, tickets } of stage.branches) {
    for (const id of tickets) {
      if (!office.truths(id).every(isQuiet)) continue;
      const ref: TicketRef = { platform: office.platform, account, id };
      try {
        await run(ref, observer.shell, new AbortController().signal);
      } catch (error) {
        if (!(error instanceof IntegrationError)) throw error;
        wrong.push(`I8: a process that remembers nothing fails: ${error.code}`);
      }
    }
  }
}

/** The same without any simulation around it; time has to go on while it reads. */
export async function verdictOn(scene: Scene): Promise<Verdict> {
  const { messages, shell } = scene;
  const told = new Map<string, Instant[]>();
  for (const { mark, at } of messages) told.set(mark, [...(told.get(mark) ?? []), at]);
  const doubled = [...told].filter(([, times]) => times.length > 1).map(([mark]) => mark);
  const lost: string[] = [];
  const wrong: string[] = [];
  for (const id of scene.tickets) {
    const ref: TicketRef = { platform: scene.platform, account, id };
    const record = await readIfThere(shell, ref);
    if (record === undefined) continue;
    const outcome = judge(record, shell.policy, scene.endsAt);
    const late = judge(record, shell.policy, scene.endsAt - (scene.onItsWayMs ?? 0));
    const overdue = new Set(late.effects.map(({ key }) => key));
    for (const effect of outcome.effects) {
      const done = isDone(effect, record, shell);
      if (effect.kind === 'post-alert' && !done && overdue.has(effect.key)) lost.push(effect.key);
      if (effect.kind === 'change-ticket') wrong.push(`not written: ${effect.key}`);
    }
    wrong.push(...early(record, outcome.clocks, told));
    wrong.push(...unfounded(record, told));
  }
  return { lost, doubled, wrong };
}

/** When each mark was told, as the messages came. */
type Told = ReadonlyMap<string, readonly Instant[]>;

/** Breaches of which somebody was told before they were due. */
function early(record: TicketRecord, clocks: readonly Clock[], told: Told): string[] {
  // What a ticket took in from another that was deleted since is due earlier than can be seen now.
  if (record.timeline.some((entry) => entry.kind === 'merged')) return [];
  return clocks.flatMap((clock) => {
    const breach = effectKeyOf(record.ref, `${clock.obligation.id}:breach:${new Date(clock.cycle).toISOString()}`);
    const [at] = told.get(markOf(breach)) ?? [];
    return at !== undefined && at < (clock.dueAt ?? 0) ? [`told early: ${breach}`] : [];
  });
}

function effectKeyOf({ platform, account, id }: TicketRef, key: string): string {
  return `${platform}:${account}:${id}:${key}`;
}

/** Marks in the ledger for which no message was ever taken by Slack. */
function unfounded(record: TicketRecord, told: Told): string[] {
  return record.ledger
    .filter((entry) => entry.kind === 'posted')
    .map((entry) => effectKeyOf(record.ref, entry.key))
    .filter((key) => !told.has(markOf(key)))
    .map((key) => `marked without a message: ${key} ${ledgerPart(record.ref, key)}`);
}

async function readIfThere(shell: Shell, ref: TicketRef): Promise<TicketRecord | undefined> {
  const desk = shell.desks.find(({ platform }) => platform === ref.platform);
  try {
    return await desk?.source.read(ref, new AbortController().signal);
  } catch (error) {
    if (error instanceof IntegrationError && error.reason === 'not-found') return undefined;
    throw error;
  }
}

/** Every message that Slack ever took, deleted ones included; of the last 5,000 calls. */
export function messagesIn(slack: FakeSlack): readonly Message[] {
  return slack
    .recorded()
    .filter((call) => call.method === 'chat.postMessage' && call.ok)
    .flatMap(({ args, at }) => {
      const marks = new Set([...marksIn(args['metadata']), ...rowsIn(args['blocks'])]);
      return [...marks].map((mark) => ({ mark, at }));
    });
}

/** The marks in a message's metadata: one, or those of all that a digest speaks for. */
export function marksIn(metadata: unknown): readonly string[] {
  const k = (metadata as { readonly event_payload?: { readonly k?: string | readonly string[] } } | undefined)
    ?.event_payload?.k;
  return typeof k === 'string' ? [k] : (k ?? []);
}

/** The marks of a digest's rows as they stand in its blocks: what people read there, whatever the metadata says. */
function rowsIn(blocks: unknown): readonly string[] {
  const all = (typeof blocks === 'string' ? JSON.parse(blocks) : (blocks ?? [])) as readonly {
    readonly block_id?: string;
  }[];
  return all.flatMap((block) => (/^[0-9a-f]{64}$/u.test(block.block_id ?? '') ? [block.block_id ?? ''] : []));
}

/** What many schedules came to. */
export interface Result {
  readonly schedules: number;
  readonly lost: number;
  readonly doubled: number;
  readonly failed: boolean;
}

export const nothing: Result = { schedules: 0, lost: 0, doubled: 0, failed: false };

export function addResult(one: Result, other: Result): Result {
  return {
    schedules: one.schedules + other.schedules,
    lost: one.lost + other.lost,
    doubled: one.doubled + other.doubled,
    failed: one.failed || other.failed,
  };
}

export function addVerdict(result: Result, verdict: Verdict): Result {
  const { lost, doubled } = verdict;
  return addResult(result, { schedules: 1, lost: lost.length, doubled: doubled.length, failed: isFailure(verdict) });
}

export function isFailure({ lost, doubled, wrong }: Verdict): boolean {
  return lost.length + doubled.length + wrong.length > 0;
}

export function sayVerdict({ lost, doubled, wrong }: Verdict): string {
  return `I3 lost ${lost.length} ${lost.join(' ')}, I2 doubled ${doubled.length} ${doubled.join(' ')}, ${wrong.join('; ')}`;
}
