import { panelPages } from '../panel.ts';
import { freshdeskRequests } from './requests.ts';

/** Handlers of events that the platform calls in `server/server.js`. */
export const appEvents = {
  onAppInstall: { handler: 'onAppInstallHandler' },
  afterAppUpdate: { handler: 'afterAppUpdateHandler' },
  onAppUninstall: { handler: 'onAppUninstallHandler' },
} as const;

/** See `appEvents`; these tell the Recourse server which ticket changed. */
export const ticketEvents = {
  onTicketCreate: { handler: 'onTicketCreateHandler' },
  onTicketUpdate: { handler: 'onTicketUpdateHandler' },
  onConversationCreate: { handler: 'onConversationCreateHandler' },
  onConversationUpdate: { handler: 'onConversationUpdateHandler' },
} as const;

/** The versions the app was made for: the platform wants them exactly. */
export const engines = { node: '24.11.0', fdk: '10.1.9' } as const;

/** `manifest.json` of the Freshdesk app, platform 3.0. */
export function freshdeskManifest() {
  return {
    'platform-version': '3.0',
    modules: {
      common: {
        requests: Object.fromEntries(Object.keys(freshdeskRequests).map((name) => [name, {}])),
        events: appEvents,
      },
      support_ticket: {
        location: { ticket_sidebar: { url: panelPages.freshdesk, icon: 'styles/images/icon.svg' } },
        events: ticketEvents,
      },
    },
    engines,
    scripts: { 'fdk-unit-test': 'vitest run --coverage' },
  };
}
