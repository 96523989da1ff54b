import { heldTo } from '#test/contract/held-to.ts';
import { ledgerLaws } from '#test/contract/ledger-kit.ts';
import { openFreshdesk } from './fake-desk.ts';

heldTo('the Freshdesk ledger', ledgerLaws, () => openFreshdesk());
