import { heldTo } from '#test/contract/held-to.ts';
import { actionsLaws } from '#test/contract/actions-kit.ts';
import { openFreshdesk } from './fake-desk.ts';

heldTo('the Freshdesk actions', actionsLaws, () => openFreshdesk());
