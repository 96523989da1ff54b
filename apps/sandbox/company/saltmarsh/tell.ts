import { counted } from '../story.ts';
import type { Story, ToldStory } from '../story.ts';
import type { AgentId, SupervisorId } from './people.ts';

/** A told story of Saltmarsh Broadband with its times counted. */
export function tell(told: ToldStory<AgentId, SupervisorId>): Story<AgentId, SupervisorId> {
  return counted(told);
}
