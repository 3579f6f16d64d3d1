/** Builds the pages into dist/portal where a source is newer than what was built. */
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

const OUTPUT = join('dist', 'portal', 'index.html');
/** The pages share the pure rules with the services. */
const SOURCES = [join('apps', 'portal'), join('libs', 'harmonization', 'src', 'domain'), 'package-lock.json'];

const modifiedAt = async (path) => (await stat(path).catch(() => ({ mtimeMs: 0 }))).mtimeMs;

async function newestIn(path) {
  const names = await readdir(path, { recursive: true }).catch(() => []);
  const times = await Promise.all([path, ...names.map((name) => join(path, name))].map(modifiedAt));
  return Math.max(...times);
}

export async function buildPortal() {
  const newest = Math.max(...(await Promise.all(SOURCES.map(newestIn))));
  if (newest < (await modifiedAt(OUTPUT))) return;
  const { build } = await import('vite');
  await build({ root: join('apps', 'portal'), logLevel: 'warn' });
}
