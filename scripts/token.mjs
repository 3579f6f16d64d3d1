/** `npm run -s token -- --as officer@ctpat`: prints an access token of the development issuer, and nothing else. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const USAGE =
  'Usage: npm run -s token -- --as <login> [--audience ctpat|pip] [--email <address of a carrier>]';
const LOCAL = process.env.HARMONIZATION_LOCAL ?? fileURLToPath(new URL('../.local', import.meta.url));
const ENDPOINTS = join(LOCAL, 'endpoints.json');

function fail(message) {
  console.error(message);
  process.exit(1);
}

function options() {
  try {
    return parseArgs({
      options: { as: { type: 'string' }, audience: { type: 'string' }, email: { type: 'string' } },
    }).values;
  } catch {
    return fail(USAGE);
  }
}

function issuer() {
  try {
    return JSON.parse(readFileSync(ENDPOINTS, 'utf8')).issuer;
  } catch {
    return fail('Nothing runs here: npm start first, and wait until it says that it is ready.');
  }
}

const { as: login, ...rest } = options();
if (!login) fail(USAGE);
const body = new URLSearchParams({
  grant_type: 'urn:harmonization:dev-login',
  client_id: 'tools',
  login,
  ...rest,
});
const answer = await fetch(`${issuer()}/token`, { method: 'POST', body }).catch(() =>
  fail('The development issuer does not answer.'),
);
const token = await answer.json();
if (answer.ok) console.log(token.access_token);
else fail(`No token: ${token.error_description}`);
