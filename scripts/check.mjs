/** `npm run check`: everything that can be said of the code without running it. Two checks at a time, all of them, each with its verdict. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const tool = (name, ...args) => ({ command: join(root, 'node_modules', '.bin', name), args });
const script = (name, ...args) => ({
  command: process.execPath,
  args: [join(root, 'scripts', name), ...args],
});

/** The longest first. */
const CHECKS = [
  { name: 'lint (eslint)', ...tool('eslint', '.') },
  { name: 'types (tsc)', ...tool('tsc', '-p', '.') },
  { name: 'types of the pages (tsc)', ...tool('tsc', '-p', 'apps/portal') },
  { name: 'format (prettier)', ...tool('prettier', '--check', '--log-level', 'warn', '.') },
  {
    name: 'imports (dependency-cruiser)',
    ...tool('depcruise', 'apps', 'libs', 'test', '--config', '.dependency-cruiser.cjs'),
  },
  { name: 'nothing unused (knip)', ...tool('knip') },
  { name: 'answers described as their types are', ...script('answers.mjs', '--check') },
  { name: 'licences of dependencies', ...script('check-licences.mjs') },
  { name: 'lock file names every platform', ...script('complete-lock.mjs', '--check') },
  { name: 'container file (dockerfilelint)', ...tool('dockerfilelint', 'docker/Dockerfile') },
  { name: 'image, without its packages', ...script('image-rehearsal.mjs', '--installed', 'ctpat') },
];

function run({ name, command, args }) {
  const since = Date.now();
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: root,
      shell: process.platform === 'win32',
      env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined },
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
    const end = (ok, said) =>
      resolve({ name, ok, output: said.trim(), seconds: (Date.now() - since) / 1000 });
    child.once('error', (error) => end(false, error.message));
    child.once('close', (code) => end(code === 0, output));
  });
}

function report({ name, ok, output, seconds }) {
  console.log(`${ok ? '✓' : '✗'} ${name} (${seconds.toFixed(1)} s)`);
  if (!ok) console.log(output.replace(/^/gm, '    '));
}

/** Runs all checks and says each verdict as it falls. */
export async function runChecks() {
  const waiting = [...CHECKS];
  const results = [];
  const worker = async () => {
    for (let check = waiting.shift(); check; check = waiting.shift()) {
      const result = await run(check);
      report(result);
      results.push(result);
    }
  };
  await Promise.all([worker(), worker()]);
  return results;
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const results = await runChecks();
  const failed = results.filter(({ ok }) => !ok);
  console.log(
    failed.length === 0 ? 'All checks passed.' : `${failed.length} of ${results.length} checks failed.`,
  );
  process.exitCode = failed.length === 0 ? 0 : 1;
}
