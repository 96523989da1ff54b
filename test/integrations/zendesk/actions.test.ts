import { heldTo } from '#test/contract/held-to.ts';
import { actionsLaws } from '#test/contract/actions-kit.ts';
import { openZendesk } from './fake-desk.ts';

heldTo('the Zendesk actions', actionsLaws, () => openZendesk());
