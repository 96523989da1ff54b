import { heldTo } from '#test/contract/held-to.ts';
import { sourceLaws } from '#test/contract/source-kit.ts';
import { openFreshdesk } from './fake-desk.ts';

heldTo('the Freshdesk source', sourceLaws, () => openFreshdesk());
