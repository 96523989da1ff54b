import { heldTo } from '#test/contract/held-to.ts';
import { intakeLaws } from '#test/contract/intake-kit.ts';
import { openZendesk } from './fake-desk.ts';

heldTo('the Zendesk intake', intakeLaws, () => openZendesk());
