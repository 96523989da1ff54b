import { defineConfig } from 'vite';
import { panelConfig } from '../sidebar/build-config.ts';

/** Zendesk hands out its app client at this address only. */
const sdk = 'https://static.zdassets.com/zendesk_app_framework_sdk/2.0/zaf_sdk.min.js';

/** Bundles the panel for Zendesk's package. */
export default defineConfig(
  panelConfig({
    app: 'zendesk-sidebar',
    html: 'iframe.html',
    outDir: 'zendesk-sidebar',
    sdk,
    scriptOrigins: ['https://static.zdassets.com'],
  }),
);
