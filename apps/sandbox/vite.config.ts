import { defineConfig } from 'vite';
import { panelsForSandbox } from './panels-build.ts';

const fromRoot = (path: string): string => new URL(`../../${path}`, import.meta.url).pathname;

/** Bundles the sandbox's page. Everything stays in files of its own, so that the strict content policy holds. */
export default defineConfig({
  root: fromRoot('apps/sandbox/page'),
  base: './',
  publicDir: false,
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  plugins: [panelsForSandbox()],
  build: {
    outDir: fromRoot('dist/sandbox'),
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: 'es2023',
  },
});
