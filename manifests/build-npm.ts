import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import manifest from '../package.json' with { type: 'json' };
import { loadPanel, panelHosts } from './panel.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = `${root}dist/npm`;

/**
 * Builds the npm package under `dist/npm`: the command line and the sandbox's product as bundled JavaScript, because
 * Node runs no TypeScript below `node_modules`, with the page, what `recourse package` packs, and a manifest that names
 * only what running needs.
 */
await rm(folder, { recursive: true, force: true });
await mkdir(folder, { recursive: true });
await build({
  root,
  configFile: false,
  logLevel: 'warn',
  build: {
    ssr: true,
    outDir: folder,
    emptyOutDir: false,
    target: 'node22',
    minify: false,
    rollupOptions: {
      input: { recourse: `${root}apps/cli/main.ts`, product: `${root}apps/sandbox/product.ts` },
      output: { entryFileNames: '[name].js', chunkFileNames: 'chunk-[name]-[hash].js', format: 'es' },
    },
  },
});
await build({
  root: `${root}apps/sandbox/page`,
  configFile: `${root}apps/sandbox/vite.config.ts`,
  logLevel: 'warn',
  build: { outDir: `${folder}/sandbox`, emptyOutDir: true },
});
for (const name of ['fernhill.policy.yaml', 'saltmarsh.policy.yaml']) {
  await cp(`${root}apps/sandbox/${name}`, `${folder}/${name}`);
}
for (const host of panelHosts) {
  await mkdir(`${folder}/${host}-sidebar`);
  for (const [name, bytes] of (await loadPanel(host)).files)
    await writeFile(`${folder}/${host}-sidebar/${name}`, bytes);
}
await cp(`${root}apps/sidebar/translations`, `${folder}/translations`, { recursive: true });
await cp(`${root}manifests/images`, `${folder}/manifests/images`, { recursive: true });
for (const name of ['server', 'config', 'tests', 'vitest.config.js']) {
  await cp(`${root}manifests/freshdesk/${name}`, `${folder}/manifests/freshdesk/${name}`, { recursive: true });
}
for (const name of ['README.md', 'LICENSE']) await cp(`${root}${name}`, `${folder}/${name}`);
const { name, version, description, license, type, dependencies } = manifest;
await writeFile(
  `${folder}/package.json`,
  `${JSON.stringify(
    {
      name,
      version,
      description,
      license,
      type,
      engines: { node: '>=22.12' },
      bin: { recourse: 'recourse.js' },
      dependencies,
    },
    undefined,
    2,
  )}\n`,
);
