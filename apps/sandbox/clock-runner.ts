import type { SimulatedTime } from './simulated-time.ts';

/** Lets simulated time run beside real time while somebody wants it to. */
export interface ClockRunner {
  readonly running: boolean;
  /** Simulated seconds per real second. */
  readonly speed: number;
  setRunning(running: boolean): void;
  setSpeed(speed: number): void;
  close(): Promise<void>;
}

/** Ten steps a second look smooth; more would only ask the page to draw more often. */
const stepMs = 100;

/**
 * @param time  moves by as much as the speed says, and less where the work of an instant takes longer than that
 * @param onTick  called after each step
 */
export function createClockRunner(time: SimulatedTime, onTick: () => void): ClockRunner {
  let running = false;
  let speed = 1_800;
  let moving: Promise<void> = Promise.resolve();
  let busy = false;
  const step = async (): Promise<void> => {
    busy = true;
    await time.moveTo(time.now() + speed * stepMs);
    busy = false;
    onTick();
  };
  const timer = setInterval(() => {
    if (running && !busy) moving = step();
  }, stepMs);
  return {
    get running() {
      return running;
    },
    get speed() {
      return speed;
    },
    setRunning(now) {
      running = now;
    },
    setSpeed(now) {
      speed = now;
    },
    async close() {
      clearInterval(timer);
      await moving;
    },
  };
}
