export { faultKinds } from '../fake-shared/fault.ts';
export type { Fault, FaultKind } from '../fake-shared/fault.ts';
