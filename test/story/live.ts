import { supervisors } from '#apps/sandbox/company/people.ts';
import { agents } from '#apps/sandbox/company/people.ts';
import { createLog } from '#apps/runtime/log.ts';
import { serve } from '#apps/server/serve.ts';
import { parseInstant, type Instant } from '#core/time.ts';
import type { DeskStep, DeskStory } from '#test/fixtures/desk-story.ts';
import { createWorld, type Platform, type World } from '#test/apps/runtime/world.ts';
import { lookAt, type Look } from './look.ts';

/** A look at everything, and what was to be seen. */
export interface Seen {
  readonly name: string;
  readonly look: Look;
  readonly step: Extract<DeskStep, { readonly look: string }>;
}

/** The product, while it is told a story. */
export interface Telling {
  readonly world: World;
  /** Ids of the story's tickets, by their names in it. */
  readonly ids: Map<string, string>;
  /** Does one step and answers what was to be seen, where it is a look. */
  tell(step: DeskStep): Promise<Seen | undefined>;
  stop(): Promise<void>;
  start(): Promise<void>;
  close(): Promise<void>;
}

/** Lives a story on one helpdesk, with the real product over real HTTP, on simulated time. */
export async function live(story: DeskStory, platform: Platform): Promise<readonly Seen[]> {
  const telling = await begin(platform);
  try {
    const seen: Seen[] = [];
    for (const step of story.steps) seen.push(...[await telling.tell(step)].filter((one) => one !== undefined));
    return seen;
  } finally {
    await telling.close();
  }
}

export async function begin(platform: Platform): Promise<Telling> {
  const world = await createWorld({ platform, variables: { RECOURSE_SWEEP_SECONDS: '1800' } });
  const ids = new Map<string, string>();
  let server: Awaited<ReturnType<typeof serve>> | undefined;
  const start = async (): Promise<void> => {
    server = await world.lives(() =>
      serve(world.environment, world.policy, { time: world.time, log: createLog('silent') }),
    );
    world.connect(server.port);
  };
  const stop = async (): Promise<void> => {
    await world.lives(async () => server?.close());
    server = undefined;
  };
  await start();
  return {
    world,
    ids,
    start,
    stop,
    async tell(step) {
      await world.time.moveTo(instantOf(step.at));
      if ('look' in step) return { name: `${step.at} ${step.look}`, look: await lookAt(world, ids), step };
      await act(world, ids, step);
      return undefined;
    },
    async close() {
      await stop();
      await world.close();
    },
  };
}

function instantOf(at: string): Instant {
  const [day = '', hour = ''] = at.split(' ');
  const found = parseInstant(`2026-11-${day}T${hour}:00Z`);
  if (found === undefined) throw new RangeError(`no instant: ${at}`);
  return found;
}

type Act = Exclude<DeskStep, { readonly look: string }>;

async function act(world: World, ids: Map<string, string>, step: Act): Promise<void> {
  const { helpdesk } = world;
  const idOf = (name: string): string => {
    const id = ids.get(name);
    if (id === undefined) throw new RangeError(`no ticket ${name}`);
    return id;
  };
  if ('customer' in step) {
    const { customer: name, subject, writes: text } = step;
    ids.set(
      step.as,
      helpdesk.customerWrites({ from: { name, email: emailOf(name) }, subject, text, channel: 'email' }),
    );
  } else if ('customerReplies' in step) helpdesk.customerReplies(idOf(step.on), step.customerReplies);
  else if ('automaticReply' in step) helpdesk.automaticReply(idOf(step.on), step.automaticReply);
  else if ('inCopy' in step) {
    helpdesk.otherWrites(idOf(step.on), { name: 'Max Copy', email: 'max@copy.example' }, step.inCopy);
  } else if ('rates' in step) helpdesk.rate(idOf(step.on), step.rates);
  else if ('deleted' in step) helpdesk.deleteTicket(idOf(step.deleted));
  else if ('restored' in step) helpdesk.restoreTicket(idOf(step.restored));
  else if ('closed' in step) helpdesk.closeTicket(idOf(step.closed));
  else if ('supervisor' in step) await press(world, idOf(step.on), step);
  else await actOfColleague(world, ids, step);
}

type ActOfColleague = Extract<Act, { readonly colleague: string }>;

async function actOfColleague(world: World, ids: Map<string, string>, step: ActOfColleague): Promise<void> {
  const { helpdesk } = world;
  const by = agents[step.colleague as keyof typeof agents].email;
  if ('writesTo' in step) {
    ids.set(
      step.as,
      await world.writesTo({
        by,
        to: { name: step.writesTo, email: emailOf(step.writesTo) },
        subject: step.subject,
        text: step.words,
      }),
    );
    return;
  }
  const id = ids.get(step.on) ?? '';
  if ('replies' in step) {
    const status = step.sets === undefined ? {} : { status: step.sets };
    helpdesk.agentReplies(id, { by, text: step.replies, public: true, ...status });
  } else if ('notes' in step) helpdesk.agentReplies(id, { by, text: step.notes, public: false });
  else if ('status' in step) helpdesk.changeStatus(id, { by, status: step.status });
  else if ('priority' in step) helpdesk.changePriority(id, { by, priority: step.priority });
  else if ('assigns' in step) {
    helpdesk.assign(id, { by, to: agents[step.assigns as keyof typeof agents].email });
  } else if ('tags' in step) helpdesk.changeTags(id, { by, add: step.tags });
  else if ('field' in step) helpdesk.setFieldsByAgent(id, { by, fields: { [step.field]: step.says } });
  else helpdesk.merge(ids.get(step.merges) ?? '', id, by);
}

async function press(
  world: World,
  id: string,
  step: { readonly supervisor: string; readonly presses: string },
): Promise<void> {
  const { slack } = world.fakes;
  const subject = world.helpdesk.ticket(id)?.subject ?? '';
  const channel = slack.channelsView().find(({ name }) => name === world.policy.alerts.channel);
  const card = channel?.messages.find((message) => JSON.stringify(message.blocks).includes(subject));
  if (channel === undefined || card === undefined) throw new Error(`no card of ${subject}`);
  const by = supervisors[step.supervisor as keyof typeof supervisors].name;
  const pressed = await world.lives(() =>
    slack.press({ channel: channel.id, ts: card.ts, actionId: `recourse_${step.presses}`, by }),
  );
  if (!pressed.ok) throw new Error(`not pressed: ${pressed.problem ?? pressed.status}`);
}

function emailOf(name: string): string {
  return `${name.toLowerCase().replaceAll(' ', '.')}@example.org`;
}
