import { heldTo } from '#test/contract/held-to.ts';
import { sourceLaws } from '#test/contract/source-kit.ts';
import { openZendesk } from './fake-desk.ts';

heldTo('the Zendesk source', sourceLaws, () => openZendesk());
