import type { Guard } from '../prove/guards.ts';

/** Lines of the product without which a soak must fail. */
export const breakages: readonly Guard[] = [];
