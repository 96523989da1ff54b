import * as z from 'zod';

/** A variable that holds something. */
export const text = z.string().trim().min(1, 'is empty; leave it out or give it a value');

/** A secret, or two with a comma while one follows the other. */
export const secrets = text
  .transform((value) => value.split(',').map((secret) => secret.trim()))
  .pipe(z.array(z.string().min(1, 'has a comma too many')).min(1).max(2, 'holds more than two'));

/** Where else than at the platform something is asked, for tests. */
export const address = text.refine(
  (value) => /^https?:\/\//u.test(value) && URL.canParse(value),
  'is no address that begins with http:// or https://',
);
