import { heldTo } from '#test/contract/held-to.ts';
import { ledgerLaws } from '#test/contract/ledger-kit.ts';
import { openZendesk } from './fake-desk.ts';

heldTo('the Zendesk ledger', ledgerLaws, () => openZendesk());
