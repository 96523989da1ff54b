import type { Timekeeper } from '#integrations/contract.ts';
import { accountsIn } from '#apps/runtime/compose-tied.ts';
import { readHelpdesks } from '#apps/runtime/env.ts';
import { accountTenant, codeLifeMs, createSlackTies } from '#apps/runtime/slack-ties.ts';
import { openStore } from '#apps/runtime/store.ts';
import { readVaultKeys } from '#apps/runtime/vault-key.ts';
import { createVault } from '#apps/runtime/vault.ts';
import { MINUTE_MS } from '#core/time.ts';
import { chosenAccount } from './chosen-account.ts';
import { keptIn, requireKept } from './kept-in.ts';
import { UseError } from './use-error.ts';

/**
 * `recourse connect slack`: makes the code that ties a Slack workspace to a helpdesk account, for an administrator of the
 * workspace to bring. Whoever can run this holds the account's credentials: that is the account's side of the consent.
 *
 * @param account  `zendesk/acme`; not needed where the server has one account
 * @throws {UseError} for an account that is not the server's, without a vault, or where there is one workspace only
 */
export async function connectSlack(
  account: string | undefined,
  on: {
    readonly time: Timekeeper;
    readonly variables: Readonly<Record<string, string | undefined>>;
    readonly write: (text: string) => void;
  },
): Promise<0> {
  const { time, variables, write } = on;
  const helpdesks = readHelpdesks(variables);
  const wanted = chosenAccount(account, accountsIn(helpdesks));
  const { vaultKey, storeUrl } = helpdesks;
  if (variables['SLACK_BOT_TOKEN'] !== undefined && variables['SLACK_CLIENT_ID'] === undefined) {
    throw new UseError(
      'nothing has to be tied where SLACK_BOT_TOKEN is set: it is of one workspace, which has them all. For others take SLACK_CLIENT_ID and SLACK_CLIENT_SECRET instead',
    );
  }
  if (vaultKey === undefined) {
    throw new UseError('RECOURSE_VAULT_KEY is missing: give the one that the server has');
  }
  requireKept(storeUrl);
  const store = await openStore(storeUrl, { time });
  try {
    const { code } = await createSlackTies(createVault(store, readVaultKeys(vaultKey)), time).offer(wanted);
    const ourUrl = variables['RECOURSE_URL']?.replace(/\/$/u, '') ?? 'https://YOUR-HOST';
    write(
      [
        `The complaints of ${accountTenant(wanted)} will go to one Slack workspace. As its administrator open`,
        '',
        `  ${ourUrl}/slack/install`,
        '',
        'install the app there, and enter this code on the page that follows:',
        '',
        `  ${code}`,
        '',
        `It is good once, for ${codeLifeMs / MINUTE_MS} minutes. Who has it decides which workspace reads these complaints: give it to nobody else.`,
        ...keptIn(storeUrl),
        '',
      ].join('\n'),
    );
    return 0;
  } finally {
    await store.close();
  }
}
