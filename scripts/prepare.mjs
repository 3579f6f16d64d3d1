/** What every command needs first: the right Node, the packages of the lock file, a build. Node's own modules only. */
import { spawn } from 'node:child_process';
import { accessSync, constants, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const NEEDED = [20, 19];

function nodeIsNewEnough() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > NEEDED[0] || (major === NEEDED[0] && minor >= NEEDED[1])) return true;
  console.error(`Node ${NEEDED.join('.')} or newer is needed; this is Node ${process.versions.node}.`);
  return false;
}

/** Everything is made inside the project's folder: it, and what is there already, must be ours to write. */
function folderIsWritable(root) {
  const folders = [root, ...['dist', '.local'].map((name) => join(root, name))].filter(existsSync);
  for (const folder of folders) {
    try {
      accessSync(folder, constants.W_OK);
    } catch (error) {
      console.error(
        `The folder ${folder} cannot be written (${error.code}): make it yours, or use a copy of the project that you own.`,
      );
      return false;
    }
  }
  return true;
}

const readJson = (path) => {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
};

/** npm notes in a hidden lock file what it has installed last: it must be what our lock file names (builds for other platforms aside). */
function isInstalled(root) {
  const wanted = readJson(join(root, 'package-lock.json'))?.packages ?? {};
  const present = readJson(join(root, 'node_modules', '.package-lock.json'))?.packages;
  if (!present) return false;
  return Object.entries(wanted).every(([path, { version, optional }]) => {
    if (path === '') return true;
    return present[path] ? present[path].version === version : optional === true;
  });
}

/** Runs a command, its output shown; resolves with its exit code. */
export const run = (command, args, options = {}) =>
  new Promise((resolve) => {
    const child = spawn(command, args, { stdio: 'inherit', shell: process.platform === 'win32', ...options });
    child.once('error', (error) => resolve((console.error(`${command} cannot be run: ${error.message}`), 1)));
    child.once('exit', (code) => resolve(code ?? 1));
  });

async function install(root) {
  console.log('- packages: npm ci (the first time takes about a minute) …');
  const since = Date.now();
  const beat = setInterval(
    () => console.log(`  still installing (${Math.round((Date.now() - since) / 1000)} s)`),
    10_000,
  );
  // Development packages are needed whatever NODE_ENV says: the compiler and the embedded database are among them.
  const code = await run('npm', ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=warn'], {
    cwd: root,
  });
  clearInterval(beat);
  if (code !== 0) console.error('The packages could not be installed: see what npm says above.');
  return code === 0;
}

async function build(root) {
  const since = Date.now();
  const code = await run(process.execPath, [join(root, 'scripts', 'build.mjs')], { cwd: root });
  if (code === 0) console.log(`- build: ready (${((Date.now() - since) / 1000).toFixed(1)} s)`);
  else console.error('The build failed: see above.');
  return code === 0;
}

/** Answers whether all is ready; what is not has been said in a sentence. */
export async function prepare(root) {
  if (!nodeIsNewEnough() || !folderIsWritable(root)) return false;
  if (!isInstalled(root) && !(await install(root))) return false;
  return build(root);
}
