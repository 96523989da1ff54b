import type { Pace } from '#integrations/pace.ts';

/**
 * Sends every call at once: for the page, which looks into the fakes as an onlooker and takes nothing from what the
 * account allows. Paced like the product it would wait for time that stands still, and the product for it.
 */
export const unpaced: Pace = { run: (_call, _signal, work) => work(() => undefined) };
