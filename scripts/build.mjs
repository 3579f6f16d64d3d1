/**
 * Compiles apps, libs and test into dist (the Nest SWC builder leaves libs out of a monorepo build).
 * Only files newer than their output are compiled, so a second start costs nothing; outputs whose source is gone are removed
 * (a migration that was renamed would otherwise be there twice).
 */
import { transformFile } from '@swc/core';
import { copyFile, mkdir, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildPortal } from './build-portal.mjs';
import { swcOptions } from './swc-options.mjs';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));

const ROOTS = ['apps', 'libs', 'test'];
const OUTPUT = 'dist';

const modifiedAt = async (path) => (await stat(path).catch(() => ({ mtimeMs: 0 }))).mtimeMs;
/** Other compiler settings make every output stale. */
const settingsModifiedAt = await modifiedAt('scripts/swc-options.mjs');

const filesIn = async (folder) =>
  (await readdir(folder, { recursive: true }).catch(() => [])).map((file) => join(folder, file));
/** The pages are built by Vite (`build-portal.mjs`). */
const isShipped = (path) =>
  !path.startsWith(join('apps', 'portal')) &&
  /\.(ts|sql|json|css|mjs)$/.test(path) &&
  !/\.(spec|int-spec|e2e-spec|spec-support|shots|d)\.ts$/.test(path);
const outputOf = (source) => join(OUTPUT, source.replace(/\.ts$/, '.js'));

async function emit(source) {
  const target = outputOf(source);
  if (Math.max(await modifiedAt(source), settingsModifiedAt) < (await modifiedAt(target))) return;
  await mkdir(dirname(target), { recursive: true });
  if (!source.endsWith('.ts')) return copyFile(source, target);
  const sourceFileName = relative(dirname(target), source);
  const { code, map } = await transformFile(source, { ...swcOptions, sourceFileName });
  await writeFile(`${target}.map`, map);
  await writeFile(target, `${code}\n//# sourceMappingURL=${target.split('/').pop()}.map\n`);
}

async function removeStale(root, sources) {
  const wanted = new Set(sources.map(outputOf));
  const outputs = (await filesIn(join(OUTPUT, root))).filter((file) =>
    /\.(js|js\.map|sql|json|css|mjs)$/.test(file),
  );
  const stale = outputs.filter((file) => !wanted.has(file.replace(/\.map$/, '')));
  await Promise.all(stale.map((file) => rm(file)));
}

for (const root of ROOTS) {
  const sources = (await filesIn(root)).filter(isShipped);
  await Promise.all(sources.map(emit));
  await removeStale(root, sources);
}

await buildPortal();
