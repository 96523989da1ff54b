import type { Timekeeper } from '#integrations/contract.ts';
import type { Answer } from './answer.ts';
import type { Call } from './call.ts';
import type { Links } from './links.ts';
import type { Views } from './views.ts';
import type { Switches } from './switches.ts';
import type { Workspace } from './workspace.ts';

/** What a method works on. */
export interface Desk {
  readonly workspace: Workspace;
  readonly time: Timekeeper;
  readonly switches: Switches;
  readonly views: Views;
  readonly links: Links;
}

/** One Web API method: reads and changes the workspace, and answers at once. */
export type Method = (call: Call, desk: Desk) => Answer;
