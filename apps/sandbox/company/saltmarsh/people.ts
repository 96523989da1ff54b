import type { Colleague } from '../people.ts';

/** Those who answer tickets at Saltmarsh Broadband. */
export const agents = {
  aisha: { name: 'Aisha Rahman', email: 'aisha.rahman@saltmarsh.example', title: 'Customer support' },
  rory: { name: 'Rory McBride', email: 'rory.mcbride@saltmarsh.example', title: 'Faults and engineers' },
  bronwen: { name: 'Bronwen Pryce', email: 'bronwen.pryce@saltmarsh.example', title: 'Billing' },
  kit: { name: 'Kit Sandhu', email: 'kit.sandhu@saltmarsh.example', title: 'Moves and new lines' },
} as const satisfies Readonly<Record<string, Colleague>>;

/** Those who read the alerts. */
export const supervisors = {
  nadia: { name: 'Nadia Okafor', email: 'nadia.okafor@saltmarsh.example', title: 'Support team leader' },
  alan: { name: 'Alan Frost', email: 'alan.frost@saltmarsh.example', title: 'Complaints manager' },
} as const satisfies Readonly<Record<string, Colleague>>;

export type AgentId = keyof typeof agents;
export type SupervisorId = keyof typeof supervisors;

/** The second company of the sandbox; like everybody in it, invented. */
export const companyName = 'Saltmarsh Broadband';
