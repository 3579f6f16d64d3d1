/**
 * `npm run import -- --program ctpat members.csv [--dry-run] [--encoding <name>] [--url <service>] [--report <file>]`: brings existing
 * members in. Sends the file as it is, shows how far the service has come, and writes every refused row into a report. Killed and
 * started again it sends the same file under the same key: the service goes on, and nothing is done twice. Another service than the
 * local one: `--url` and a token of headquarters in IMPORT_TOKEN.
 */
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const USAGE =
  'Usage: npm run import -- --program ctpat|pip <members.csv> [--dry-run] [--encoding utf-8|utf-16le|utf-16be|windows-1252] [--url <service>] [--report <file>]';
const LOCAL = process.env.HARMONIZATION_LOCAL ?? fileURLToPath(new URL('../.local', import.meta.url));
const ENDPOINTS = join(LOCAL, 'endpoints.json');

function fail(message, code = 1) {
  process.stderr.write(`${message}\n`);
  process.exit(code);
}

function options() {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        program: { type: 'string' },
        'dry-run': { type: 'boolean', default: false },
        encoding: { type: 'string' },
        url: { type: 'string' },
        report: { type: 'string' },
      },
    });
    if (positionals.length !== 1 || !['ctpat', 'pip'].includes(values.program)) return fail(USAGE, 2);
    return { ...values, file: positionals[0] };
  } catch (error) {
    return fail(`${error.message}\n${USAGE}`, 2);
  }
}

function endpoints() {
  try {
    return JSON.parse(readFileSync(ENDPOINTS, 'utf8'));
  } catch {
    return fail(
      'Nothing runs here: npm start first, or name a service by --url and a token by IMPORT_TOKEN.',
    );
  }
}

/** A token of headquarters: the given one, or the development issuer's. */
async function token(program) {
  if (process.env.IMPORT_TOKEN) return process.env.IMPORT_TOKEN;
  const body = new URLSearchParams({
    grant_type: 'urn:harmonization:dev-login',
    client_id: 'tools',
    login: `hq@${program}`,
  });
  const answer = await fetch(`${endpoints().issuer}/token`, { method: 'POST', body });
  return (await answer.json()).access_token;
}

async function fingerprint(file) {
  const hash = createHash('sha256');
  for await (const piece of createReadStream(file)) hash.update(piece);
  return hash.digest('hex').slice(0, 32);
}

function bar(share, words) {
  if (!process.stderr.isTTY) return;
  const filled = Math.round(Math.min(share, 1) * 30);
  process.stderr.write(`\r[${'='.repeat(filled)}${' '.repeat(30 - filled)}] ${words}`.padEnd(110));
}

async function* watched(file, size) {
  let sent = 0;
  for await (const piece of createReadStream(file, { highWaterMark: 256 * 1024 })) {
    sent += piece.length;
    bar(sent / size, `sent ${(sent / 1_048_576).toFixed(1)} MB`);
    yield piece;
  }
}

const settings = options();
const { program, file } = settings;
let size;
try {
  ({ size } = statSync(file));
} catch (error) {
  fail(`${file} cannot be read: ${error.message}`);
}
const base = (settings.url ?? endpoints()[program]).replace(/\/$/, '');
const authorization = `Bearer ${await token(program)}`;

async function ask(path) {
  for (let tries = 1; ; tries++) {
    try {
      const answer = await fetch(`${base}${path}`, { headers: { authorization } });
      if (answer.ok) return await answer.json();
      if (answer.status < 500 || tries === 60)
        fail(`The service answered ${answer.status}: ${await answer.text()}`);
    } catch (error) {
      if (tries === 60) fail(`The service does not answer: ${error.message}`);
    }
    await delay(1_000);
  }
}

async function send() {
  const query = new URLSearchParams({ dryRun: String(settings['dry-run']), fileName: basename(file) });
  const charset = settings.encoding ? `; charset=${settings.encoding}` : '';
  const answer = await fetch(`${base}/v1/staff/imports?${query}`, {
    method: 'POST',
    duplex: 'half',
    headers: {
      authorization,
      'content-type': `text/csv${charset}`,
      'idempotency-key': `${settings['dry-run'] ? 'dry-' : ''}${await fingerprint(file)}-${Math.trunc(Date.now() / 3_600_000)}`,
    },
    body: Readable.toWeb(Readable.from(watched(file, size))),
  }).catch((error) => fail(`The file could not be sent: ${error.cause?.message ?? error.message}`));
  const body = await answer.json();
  if (!answer.ok) fail(`\nRefused (${answer.status} ${body.code}): ${body.title}`);
  return body.id;
}

async function ended(id) {
  for (;;) {
    const view = await ask(`/v1/staff/imports/${id}`);
    const { added, changed, unchanged, refused } = view;
    bar(
      view.bytesDone / Math.max(view.bytes, 1),
      `line ${view.lineDone}: ${added} new, ${changed} changed, ${unchanged} as before, ${refused} refused`,
    );
    if (view.state === 'DONE' || view.state === 'FAILED') return view;
    await delay(250);
  }
}

/** Quoted, and with an apostrophe before whatever a spreadsheet would run. */
const cell = (value) =>
  `"${String(value ?? '')
    .replace(/^(?=\s*[=+\-@])/, "'")
    .replace(/"/g, '""')}"`;

async function report(id, path) {
  const out = createWriteStream(path);
  out.write('line,severity,accountNumber,column,code,expected\r\n');
  let rows = 0;
  for (let cursor = ''; cursor !== undefined;) {
    const page = await ask(`/v1/staff/imports/${id}/findings?limit=100${cursor && `&cursor=${cursor}`}`);
    for (const { line, severity, accountNumber, findings } of page.items) {
      rows++;
      for (const { pointer, code, expected } of findings)
        out.write(
          `${[line, severity, accountNumber, pointer.slice(1), code, expected.en].map(cell).join(',')}\r\n`,
        );
    }
    cursor = page.next;
  }
  await new Promise((resolve) => out.end(resolve));
  return rows;
}

const since = performance.now();
const id = await send();
const view = await ended(id);
const seconds = (performance.now() - since) / 1_000;
if (process.stderr.isTTY) process.stderr.write('\n');
const { added, changed, unchanged, refused, incomplete } = view;
const all = added + changed + unchanged + refused;
console.log(
  `${view.dryRun ? 'Dry run: ' : ''}${added} new (${incomplete} of them incomplete), ${changed} changed, ${unchanged} as before, ${refused} refused; ` +
    `${view.encoding}, ${seconds.toFixed(1)} s, ${Math.round(all / seconds)} rows/s`,
);
const path = settings.report ?? `${file}.report.csv`;
const rows = await report(id, path);
if (rows > 0) console.log(`${rows} rows with findings: ${path}`);
if (view.state === 'FAILED') {
  for (const { pointer, code, expected } of view.failure)
    console.error(`${pointer || 'file'} ${code}: ${expected.en}`);
  process.exitCode = 1;
} else if (refused > 0) process.exitCode = 3;
