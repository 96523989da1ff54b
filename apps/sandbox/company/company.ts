import type { Colleague } from './people.ts';
import type { Story } from './story.ts';

/** A company of the sandbox: what it is, who works there, and what happens to it. */
export interface Company {
  /** The name of its helpdesk's account, by which everything of it is told from the other company's. */
  readonly account: string;
  readonly platform: 'zendesk' | 'freshdesk';
  readonly name: string;
  /** What it does, for people: "a furniture shop". */
  readonly about: string;
  /** Those who answer tickets, by the keys that stories use. */
  readonly agents: Readonly<Record<string, Colleague>>;
  /** Those who read the alerts, by the keys that stories use. */
  readonly supervisors: Readonly<Record<string, Colleague>>;
  /** The visitor answers tickets as this agent, and presses buttons as this supervisor. */
  readonly you: { readonly agent: Colleague; readonly supervisor: Colleague };
  readonly stories: readonly Story[];
  /** Its policy, as a file anybody can read. */
  readonly policyPath: string;
}
