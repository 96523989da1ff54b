/** Of all shipped cues together; a change to any of them gets a new one, so that open tickets are read again. */
export const cuesVersion = '2.2.6';

/** The languages for which cues are shipped. */
export const cueLanguages = ['en', 'de', 'fr', 'es', 'pt', 'it'] as const;

/** The bands that the weights of all shipped cues were made for. */
export const thresholds = { yes: 2.5, possible: 1 } as const;
