/**
 * `npm test`: installs what is missing, then checks, unit, integration, end to end, and the small protocol model. `npm test -- unit checks`
 * runs only those parts. Everything runs even when something failed; the last line counts.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { spawn } from 'node:child_process';
import { countOf } from './jest-results.mjs';
import { prepare, run } from './prepare.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
/** Jest has written its results but does not end: something was left open. That is a failure, not a reason to wait for ever. */
const LINGER_MS = 60_000;
const REPORT_MS = 5_000;

/** What Node tells of itself when it is asked, so that the failure names what was left open. */
const REPORT = 'left-open.json';

const scratch = mkdtempSync(join(tmpdir(), 'harmonization-results-'));

/** Jest in a process of its own, with a folder of its own for what it leaves; its own lines are the progress. */
async function jest(project, ...flags) {
  const folder = mkdtempSync(join(scratch, `${project}-`));
  const resultsFile = join(folder, 'results.json');
  const args = [
    join(root, 'node_modules', 'jest', 'bin', 'jest.js'),
    '--selectProjects',
    project,
    '--ci',
    '--passWithNoTests',
  ];
  const telling = ['--report-on-signal', `--report-dir=${folder}`, `--report-filename=${REPORT}`];
  const child = spawn(
    process.execPath,
    [...telling, ...args, '--json', `--outputFile=${resultsFile}`, ...flags],
    {
      cwd: root,
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  );
  const lingered = await ended(child, resultsFile);
  const results = existsSync(resultsFile) ? JSON.parse(readFileSync(resultsFile, 'utf8')) : undefined;
  const count = countOf(results, { project, requireRedis: process.env.REQUIRE_REDIS === '1' });
  if (lingered)
    count.failed.push({
      name: `${project}: the run ends by itself`,
      reason: `left open after the last test: ${leftOpen(folder)}`,
    });
  return count;
}

/** The handles that keep the process alive, as Node's own report lists them. */
function leftOpen(folder) {
  const file = join(folder, REPORT);
  if (!existsSync(file)) return 'it does not say';
  const { libuv } = JSON.parse(readFileSync(file, 'utf8'));
  const alive = libuv.filter((handle) => handle.is_active && handle.is_referenced);
  return alive.map((handle) => JSON.stringify(handle)).join(' ');
}

/** Resolves with true when the process had to be ended. */
function ended(child, resultsFile) {
  return new Promise((resolve) => {
    let lingered = false;
    let patience;
    const look = setInterval(() => {
      if (patience || !existsSync(resultsFile)) return;
      patience = setTimeout(() => {
        lingered = true;
        child.kill('SIGUSR2');
        setTimeout(() => child.kill('SIGKILL'), REPORT_MS);
      }, LINGER_MS);
    }, 1_000);
    child.once('close', () => {
      clearInterval(look);
      clearTimeout(patience);
      resolve(lingered);
    });
  });
}

/** How many processes of the end-to-end tests run beside each other. They mostly wait for each other's messages and for pages. */
const E2E_AT_ONCE = Math.max(1, Math.trunc(Number(process.env.E2E_AT_ONCE)) || 1);
/** In a process one file after the other, as each starts both services; in several processes, as one would have grown over all of them. */
const E2E_PROCESSES = E2E_AT_ONCE > 1 ? 2 * E2E_AT_ONCE : 3;

async function e2e() {
  const shards = Array.from({ length: E2E_PROCESSES }, (_, index) => index + 1);
  const counts = [];
  const lane = async () => {
    for (let shard = shards.shift(); shard; shard = shards.shift())
      counts.push(await jest('e2e', '--runInBand', `--shard=${shard}/${E2E_PROCESSES}`));
  };
  await Promise.all(Array.from({ length: E2E_AT_ONCE }, lane));
  return sum(counts);
}

const single = (name, ok, reason) => ({
  passed: ok ? [name] : [],
  failed: ok ? [] : [{ name, reason }],
  skipped: [],
});

async function checks() {
  const { runChecks } = await import('./check.mjs');
  return sum((await runChecks()).map(({ name, ok }) => single(name, ok, 'see above')));
}

async function model() {
  const entry = join(root, 'dist', 'test', 'model', 'run.js');
  if (!existsSync(entry)) return sum([]);
  const code = await run(process.execPath, [entry, '--small'], { cwd: root });
  return single('the protocol model, small bound', code === 0, `it ended with code ${code}`);
}

const sum = (counts) => ({
  passed: counts.flatMap(({ passed }) => passed),
  failed: counts.flatMap(({ failed }) => failed),
  skipped: counts.flatMap(({ skipped }) => skipped),
});

const PARTS = {
  checks,
  unit: () => jest('unit'),
  integration: () => jest('integration', '--maxWorkers=2'),
  e2e,
  model,
};

async function runParts(names) {
  const counts = [];
  for (const [index, name] of names.entries()) {
    const since = Date.now();
    console.log(`\n== ${name} (part ${index + 1} of ${names.length})`);
    const count = await PARTS[name]();
    counts.push(count);
    console.log(`== ${name}: ${line(count)} (${Math.round((Date.now() - since) / 1000)} s)`);
  }
  return sum(counts);
}

const line = ({ passed, failed, skipped }) =>
  `${passed.length} passed, ${failed.length} failed, ${skipped.length} skipped`;

function conclude(total) {
  console.log('');
  for (const { name, reason } of total.skipped) console.log(`skipped: ${name} (${reason})`);
  for (const { name, reason } of total.failed) console.log(`failed: ${name} (${reason})`);
  console.log(line(total));
  return total.failed.length === 0 && total.passed.length > 0 ? 0 : 1;
}

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !(name in PARTS));
if (unknown.length > 0) {
  console.error(`Unknown: ${unknown.join(' ')}. The parts are ${Object.keys(PARTS).join(', ')}.`);
  process.exitCode = 2;
} else if (await prepare(root)) {
  const total = await runParts(asked.length > 0 ? asked : Object.keys(PARTS));
  rmSync(scratch, { recursive: true, force: true });
  process.exitCode = conclude(total);
} else {
  process.exitCode = conclude(single('install and build', false, 'see above'));
}
