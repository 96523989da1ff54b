import { IntegrationError } from './errors.ts';

/**
 * What is asked for beside a ticket that was just shown: where the account says that there is none such, that may pass
 * and says nothing of the ticket, which is gone only where it says so itself.
 *
 * @throws {IntegrationError} `unavailable` in place of `not-found`
 */
export async function beside<T>(platform: string, asked: Promise<T>): Promise<T> {
  try {
    return await asked;
  } catch (cause) {
    if (!(cause instanceof IntegrationError) || cause.reason !== 'not-found') throw cause;
    throw new IntegrationError(platform, 'unavailable', { message: cause.message, status: cause.status, cause });
  }
}
