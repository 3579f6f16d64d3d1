/**
 * `npm run matches [-- --key .local/members-key.json]`: searches for carriers that both programs know, at the services that run here, and
 * compares what it found with the answer key of the generated members.
 */
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const LOCAL = process.env.HARMONIZATION_LOCAL ?? fileURLToPath(new URL('../.local', import.meta.url));
const { values } = parseArgs({
  options: { key: { type: 'string', default: join(LOCAL, 'members-key.json') } },
});

function readJson(path, advice) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    process.stderr.write(`${advice}\n`);
    return process.exit(1);
  }
}

const endpoints = readJson(join(LOCAL, 'endpoints.json'), 'Nothing runs here: npm start first.');
const key = readJson(values.key, 'There is no answer key: npm run members first, or name it by --key.');

async function session(program) {
  const form = { grant_type: 'urn:harmonization:dev-login', client_id: 'tools', login: `hq@${program}` };
  const answer = await fetch(`${endpoints.issuer}/token`, {
    method: 'POST',
    body: new URLSearchParams(form),
  });
  const { access_token: token } = await answer.json();
  const call = async (path, init = {}) => {
    const headers = { authorization: `Bearer ${token}`, 'idempotency-key': randomUUID() };
    const response = await fetch(`${endpoints[program]}${path}`, { ...init, headers });
    if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
    return response.json();
  };
  return call;
}

async function pairsAt(call) {
  const found = new Map();
  for (const state of ['OPEN', 'RESOLVED'])
    for (let cursor = ''; cursor !== undefined;) {
      const page = await call(
        `/v1/staff/cases?kind=MATCH_REVIEW&state=${state}&limit=100${cursor && `&cursor=${cursor}`}`,
      );
      for (const { subjectId, facts } of page.items) found.set(subjectId, facts.accountNumber);
      cursor = page.next;
    }
  return found;
}

const [ctpat, pip] = await Promise.all(['ctpat', 'pip'].map(session));
const since = performance.now();
const { runId } = await ctpat('/v1/staff/matches/runs', { method: 'POST' });
for (const call of [ctpat, pip]) {
  for (;;) {
    const run = await call(`/v1/staff/matches/runs/${runId}`).catch(() => ({ state: 'not there yet' }));
    if (process.stderr.isTTY)
      process.stderr.write(`\r${run.state}: ${run.ownTokens ?? 0} own tokens`.padEnd(60));
    if (run.state === 'DONE') break;
    if (run.state === 'ENDED') throw new Error(`The search has ended: ${run.endReason}`);
    await delay(500);
  }
}
const seconds = (performance.now() - since) / 1_000;
const [atCtpat, atPip] = await Promise.all([ctpat, pip].map(pairsAt));
const found = new Set([...atCtpat].map(([id, number]) => `${number} ${atPip.get(id)}`));
const named = ({ ctpat: one, pip: other }) => `${one} ${other}`;
const truth = new Set(key.pairs.map(named));
const missed = key.pairs.filter((pair) => !found.has(named(pair)));
const covered = missed.filter(({ common }) => common.length > 0);
const wrong = [...found].filter((pair) => !truth.has(pair));
if (process.stderr.isTTY) process.stderr.write('\n');
console.log(
  `${found.size - wrong.length} found, ${missed.length} missed (${covered.length} of them covered by a rule), ${wrong.length} false; ${seconds.toFixed(1)} s`,
);
if (covered.length > 0 || wrong.length > 0) process.exitCode = 1;
