import type { Instant } from '#core/time.ts';
import { SECOND_MS } from '#core/time.ts';
import type { Timekeeper } from '#integrations/contract.ts';
import { codeOf, type Log } from './log.ts';
import type { Place } from './place.ts';
import { placeKey, readPlace, writePlace } from './place.ts';
import type { Store } from './store.ts';

/** What a place is kept in: a store, or nothing that outlives the process. */
export type PlaceStore = Pick<Store, 'get' | 'set'>;

/** Keeps one desk's place. A store that fails is told of and does without: nothing depends on it but time. */
export interface PlaceKeeper {
  /** `undefined` where there is none, it cannot be read, or others judged. */
  load(): Promise<Place | undefined>;
  /** Not more often than every few seconds, unless `now`. */
  save(reached: () => Place | undefined, when?: 'now'): Promise<void>;
}

/** So long the work of a process that is killed may have to be done again: our choice. */
const saveEveryMs = 5 * SECOND_MS;

export function createPlaceKeeper(
  desk: { readonly platform: string; readonly account: string },
  on: { readonly store: PlaceStore; readonly time: Timekeeper; readonly log: Log; readonly judgedBy: string },
): PlaceKeeper {
  const { store, time, log } = on;
  const key = placeKey(desk);
  let savedAt: Instant | undefined;
  let saved: string | undefined;
  let last: Promise<void> = Promise.resolve();
  const write = async (text: string): Promise<void> => {
    if (text === saved) return;
    try {
      await store.set(key, text);
      saved = text;
    } catch (error) {
      log.warn('place not kept', { desk: desk.account, code: codeOf(error) });
    }
  };
  return {
    async load() {
      try {
        const found = readPlace(await store.get(key));
        return found?.judgedBy === on.judgedBy ? found : undefined;
      } catch (error) {
        log.warn('place not found again', { desk: desk.account, code: codeOf(error) });
        return undefined;
      }
    },
    async save(reached, when) {
      const now = time.now();
      if (when === undefined && savedAt !== undefined && now - savedAt < saveEveryMs && now >= savedAt) return;
      savedAt = now;
      const place = reached();
      if (place === undefined) return;
      const text = writePlace(place);
      // One after the other: an older place never comes to stand over a newer one.
      last = last.then(() => write(text));
      await last;
    },
  };
}

/** For whoever keeps nothing between starts. */
export const forgetful: PlaceStore = { get: () => Promise.resolve(undefined), set: () => Promise.resolve() };
