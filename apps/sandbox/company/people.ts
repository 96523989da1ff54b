/** Somebody who works at Fernhill Home. */
export interface Colleague {
  readonly name: string;
  readonly email: string;
  readonly title: string;
}

/** Those who answer tickets. */
export const agents = {
  priya: { name: 'Priya Nair', email: 'priya.nair@fernhill.example', title: 'Customer care' },
  tom: { name: 'Tom Ashworth', email: 'tom.ashworth@fernhill.example', title: 'Customer care' },
  grace: { name: 'Grace Oyelaran', email: 'grace.oyelaran@fernhill.example', title: 'Furniture aftercare' },
  callum: { name: 'Callum Reid', email: 'callum.reid@fernhill.example', title: 'Appliance repairs' },
  marta: { name: 'Marta Zielińska', email: 'marta.zielinska@fernhill.example', title: 'Deliveries and billing' },
} as const satisfies Readonly<Record<string, Colleague>>;

/** Those who read the alerts. */
export const supervisors = {
  dev: { name: 'Dev Malhotra', email: 'dev.malhotra@fernhill.example', title: 'Team leader' },
  helen: { name: 'Helen Marsh', email: 'helen.marsh@fernhill.example', title: 'Head of Complaints' },
  ingrid: { name: 'Ingrid Solberg', email: 'ingrid.solberg@fernhill.example', title: 'Customer Director' },
} as const satisfies Readonly<Record<string, Colleague>>;

export type AgentId = keyof typeof agents;
export type SupervisorId = keyof typeof supervisors;

/** The company of the sandbox; like everybody in it, invented. */
export const companyName = 'Fernhill Home';
