import { accountTenant, type HelpdeskAccount } from '#apps/runtime/slack-ties.ts';
import { UseError } from './use-error.ts';

/**
 * Which of the server's accounts somebody means: `zendesk/acme`; `zendesk` or nothing says enough where it fits one alone.
 *
 * @param option  what they wrote it behind
 * @throws {UseError} for none of them, or where it has to be said which; it lists those there are
 */
export function chosenAccount<Account extends HelpdeskAccount>(
  said: string | undefined,
  among: readonly Account[],
  option = '--account',
): Account {
  const fitting = among.filter((one) => said === undefined || said === one.platform || said === accountTenant(one));
  const [only, another] = fitting;
  if (only !== undefined && another === undefined) return only;
  throw new UseError(`${option} takes one of this server's accounts: ${among.map(accountTenant).join(', ')}`);
}
