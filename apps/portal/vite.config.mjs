import { resolve } from 'node:path';
import { defineConfig } from 'vite';

const house = resolve(import.meta.dirname, '..', '..');

export default defineConfig({
  base: '/portal/',
  resolve: { alias: { '@harmonization': resolve(house, 'libs/harmonization/src') } },
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    outDir: resolve(house, 'dist/portal'),
    emptyOutDir: true,
    target: 'es2022',
    // The policy of the pages allows no script of data: or inline.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
});
