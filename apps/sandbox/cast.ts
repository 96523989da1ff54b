import { MINUTE_MS, type Instant } from '#core/time.ts';
import type { Company } from './company/company.ts';
import type { Story, StoryStep } from './company/story.ts';
import type { FakeSlack } from './fake-slack/fake-slack.ts';
import { findButton } from './find-button.ts';
import type { Helpdesk } from './helpdesk.ts';
import type { SimulatedTime } from './simulated-time.ts';

export interface Stage {
  readonly time: SimulatedTime;
  readonly company: Pick<Company, 'agents' | 'supervisors'>;
  readonly helpdesk: Helpdesk;
  readonly slack: FakeSlack;
}

/** Lets every story happen at its own times, beside whatever a visitor does. Returns how to end it. */
export function playStories(stories: readonly Story[], startAt: Instant, stage: Stage): () => void {
  const over = new AbortController();
  const arrived = new Map<string, string>();
  for (const story of stories) {
    void stage.time.task(() => play(story, startAt, { ...stage, arrived, signal: over.signal })).catch(() => undefined);
  }
  return () => over.abort(new Error('the sandbox is closing'));
}

interface Scene extends Stage {
  /** Tickets by their story. */
  readonly arrived: Map<string, string>;
  readonly signal: AbortSignal;
}

async function play(story: Story, startAt: Instant, scene: Scene): Promise<void> {
  const { time, helpdesk, signal, arrived } = scene;
  const arrivesAt = startAt + story.atMinutes * MINUTE_MS;
  await time.sleepUntil(arrivesAt, signal);
  const { from, subject, text, channel } = story;
  const id = helpdesk.customerWrites({ from, subject, text, channel });
  arrived.set(story.id, id);
  for (const step of story.steps) {
    await time.sleepUntil(arrivesAt + step.after * MINUTE_MS, signal);
    try {
      await act(step, id, scene);
    } catch {
      // A visitor may have closed, merged or deleted what this step is about: the story goes on without it.
    }
  }
}

async function act(step: StoryStep, id: string, scene: Scene): Promise<void> {
  const { helpdesk, arrived, company } = scene;
  const agent = (key: string): string => company.agents[key]?.email ?? '';
  switch (step.do) {
    case 'reply':
      helpdesk.agentReplies(id, {
        by: agent(step.by),
        text: step.text,
        public: true,
        ...(step.status === undefined ? {} : { status: step.status }),
      });
      break;
    case 'note':
      helpdesk.agentReplies(id, { by: agent(step.by), text: step.text, public: false });
      break;
    case 'customer':
      helpdesk.customerReplies(id, step.text);
      break;
    case 'automatic':
      helpdesk.automaticReply(id, step.text);
      break;
    case 'status':
      helpdesk.changeStatus(id, { by: agent(step.by), status: step.status });
      break;
    case 'priority':
      helpdesk.changePriority(id, { by: agent(step.by), priority: step.priority });
      break;
    case 'merge': {
      const into = arrived.get(step.into);
      if (into !== undefined) helpdesk.merge(id, into, agent(step.by));
      break;
    }
    case 'delete':
      helpdesk.deleteTicket(id);
      break;
    case 'press':
      await pressButton(id, step, scene);
      break;
  }
}

/** A supervisor answers the newest alert about the ticket that still has the button, unless a visitor was quicker. */
async function pressButton(
  id: string,
  { by, action }: Extract<StoryStep, { do: 'press' }>,
  { slack, company }: Scene,
): Promise<void> {
  const supervisor = company.supervisors[by];
  const button = findButton(slack.channelsView(), action, (ticket) => ticket.endsWith(`:${id}`));
  if (button !== undefined && supervisor !== undefined) await slack.press({ ...button, by: supervisor.name });
}
