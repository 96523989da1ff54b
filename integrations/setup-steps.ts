import type { SetupStep } from './contract.ts';

/** A plan for somebody without the right to carry it out: what would be done is left to a person. */
export function withoutRight(steps: readonly SetupStep[], mend: string): readonly SetupStep[] {
  return steps.map((step) =>
    step.perform === undefined ? step : { ...step, state: 'cannot', note: mend, perform: undefined },
  );
}
