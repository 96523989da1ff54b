import manifest from '../../package.json' with { type: 'json' };

/** One version for everything: the package's. */
export const version: string = manifest.version;
