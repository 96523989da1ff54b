import { build, type Plugin } from 'vite';
import { panelConfig, type PanelBuild } from '../sidebar/build-config.ts';

const panels: Readonly<Record<string, PanelBuild & { readonly sdkEntry: string }>> = {
  zendesk: {
    app: 'zendesk-sidebar',
    html: 'iframe.html',
    outDir: 'sandbox/panels/zendesk',
    sdk: './sdk.js',
    scriptOrigins: [],
    sdkEntry: 'npm-sdk.ts',
  },
  freshdesk: {
    app: 'freshdesk-sidebar',
    html: 'index.html',
    outDir: 'sandbox/panels/freshdesk',
    sdk: './sdk.js',
    scriptOrigins: [],
    sdkEntry: 'stub-client.ts',
  },
};

/**
 * Bundles the product's panels beside the sandbox's page: the same files as in the packages, with the helpdesk's client
 * from a package or a stub instead of from its own address.
 */
export function panelsForSandbox(): Plugin {
  let outDir = '';
  return {
    name: 'recourse-sandbox-panels',
    apply: 'build',
    configResolved(config) {
      outDir = config.build.outDir;
    },
    async closeBundle() {
      for (const [name, panel] of Object.entries(panels)) {
        const config = panelConfig(panel);
        const folder = `${outDir}/panels/${name}`;
        await build({ ...config, logLevel: 'error', build: { ...config.build, outDir: folder } });
        await build({
          ...(config.root === undefined ? {} : { root: config.root }),
          configFile: false,
          publicDir: false,
          logLevel: 'error',
          build: {
            outDir: folder,
            emptyOutDir: false,
            lib: { entry: panel.sdkEntry, formats: ['iife'], name: 'client', fileName: () => 'sdk.js' },
          },
        });
      }
    },
  };
}
