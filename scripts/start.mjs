/** `npm start`: installs what is missing, builds, launches. Until the packages are there only Node's own modules are used. */
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { prepare } from './prepare.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const local = process.env.HARMONIZATION_LOCAL ?? join(root, '.local');
const flags = process.argv.slice(2);
const unknown = flags.filter((flag) => flag !== '--no-pilot');

/** Addresses that a killed launcher has left are taken back at once, so that nobody who waits for new ones finds the old. */
function forgetOldAddresses() {
  try {
    process.kill(JSON.parse(readFileSync(join(local, 'launcher.json'), 'utf8')).pid, 0);
  } catch (error) {
    if (error.code === 'ESRCH') rmSync(join(local, 'endpoints.json'), { force: true });
  }
}

if (unknown.length === 0) forgetOldAddresses();
if (unknown.length > 0) {
  console.error(`Unknown: ${unknown.join(' ')}. There is only --no-pilot.`);
  process.exitCode = 2;
} else if (await prepare(root)) {
  process.chdir(root);
  const { launch } = await import(new URL('../dist/apps/local/src/main.js', import.meta.url).href);
  process.exit(await launch({ root, local, pilot: !flags.includes('--no-pilot') }));
} else {
  process.exitCode = 1;
}
