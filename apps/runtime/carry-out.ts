import type { Engine } from './engine.ts';
import { press, type Press, type Pressed } from './press.ts';
import type { Shell } from './shell.ts';

/**
 * Carries out what somebody pressed, while nothing else is done with its ticket. The ticket is brought up to date after
 * it whatever came of it: where no answer came, it may be written all the same.
 */
export async function carryOut(
  pressed: Press,
  { clicks, engine }: { readonly clicks: Shell; readonly engine: Pick<Engine, 'exclusively' | 'enqueue'> },
): Promise<Pressed> {
  try {
    return await engine.exclusively(pressed.ticket, (signal) => press(pressed, clicks, signal));
  } finally {
    engine.enqueue(pressed.ticket);
  }
}
