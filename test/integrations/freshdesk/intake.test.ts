import { heldTo } from '#test/contract/held-to.ts';
import { intakeLaws } from '#test/contract/intake-kit.ts';
import { openFreshdesk } from './fake-desk.ts';

heldTo('the Freshdesk intake', intakeLaws, () => openFreshdesk());
