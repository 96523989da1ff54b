import { MINUTE_MS, type Instant } from '#core/time.ts';
import { agents, supervisors } from './company/people.ts';
import type { Story, StoryStep } from './company/story.ts';
import type { FakeSlack } from './fake-slack/fake-slack.ts';
import type { FakeZendesk } from './fake-zendesk/fake-zendesk.ts';
import { findButton } from './find-button.ts';
import type { SimulatedTime } from './simulated-time.ts';

export interface Stage {
  readonly time: SimulatedTime;
  readonly zendesk: FakeZendesk;
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
  const { time, zendesk, signal, arrived } = scene;
  const arrivesAt = startAt + story.atMinutes * MINUTE_MS;
  await time.sleepUntil(arrivesAt, signal);
  const { from, subject, text, channel } = story;
  const id = zendesk.customerWrites({ from, subject, text, channel });
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
  const { zendesk, arrived } = scene;
  switch (step.do) {
    case 'reply':
      zendesk.agentReplies(id, {
        by: agents[step.by].email,
        text: step.text,
        public: true,
        ...(step.status === undefined ? {} : { status: step.status }),
      });
      break;
    case 'note':
      zendesk.agentReplies(id, { by: agents[step.by].email, text: step.text, public: false });
      break;
    case 'customer':
      zendesk.customerReplies(id, step.text);
      break;
    case 'automatic':
      zendesk.automaticReply(id, step.text);
      break;
    case 'status':
      zendesk.changeStatus(id, { by: agents[step.by].email, status: step.status });
      break;
    case 'merge': {
      const into = arrived.get(step.into);
      if (into !== undefined) zendesk.merge(id, into, agents[step.by].email);
      break;
    }
    case 'press':
      await pressButton(id, supervisors[step.by].name, step.action, scene);
      break;
  }
}

/** A supervisor answers the newest alert about the ticket that still has the button, unless a visitor was quicker. */
async function pressButton(id: string, by: string, action: string, { slack }: Scene): Promise<void> {
  const button = findButton(slack.channelsView(), action, (ticket) => ticket.endsWith(`:${id}`));
  if (button !== undefined) await slack.press({ ...button, by });
}
