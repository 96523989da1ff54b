import { registerHooks } from 'node:module';
import type { Guard } from './guards.ts';

/** Takes a guard out of the product that is loaded from now on, in this process only. */
export function removeGuard({ file, line, without, name }: Guard): void {
  registerHooks({
    load(url, context, nextLoad) {
      const loaded = nextLoad(url, context);
      if (!url.endsWith(`/${file}`)) return loaded;
      const source = Buffer.from(loaded.source as Uint8Array).toString();
      if (source.split(line).length !== 2) throw new Error(`the guard "${name}" does not stand once in ${file}`);
      return { ...loaded, source: source.replace(line, () => without) };
    },
  });
}
