import { describeAlertChannel } from '#test/contract/alert-channel-kit.ts';
import { openSubject } from './fake-workspace.ts';

describeAlertChannel('Slack', () => openSubject());
