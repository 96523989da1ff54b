import { defineConfig } from 'vite';
import { panelConfig } from '../sidebar/build-config.ts';

/** Bundles the panel for Freshdesk's package. The place of the app client is filled in by Freshdesk when it hands out the page. */
export default defineConfig(
  panelConfig({
    app: 'freshdesk-sidebar',
    html: 'index.html',
    outDir: 'freshdesk-sidebar',
    sdk: '{{{appclient}}}',
    scriptOrigins: ['https://static.freshdev.io'],
  }),
);
