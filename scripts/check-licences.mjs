/** Fails when a package has a licence that this list does not allow: only permissive ones, so that anyone may ship the services. */
import { init } from 'license-checker-rseidelsohn';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const root = fileURLToPath(new URL('..', import.meta.url));

const PERMISSIVE = [
  'MIT',
  'ISC',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  '0BSD',
  'BlueOak-1.0.0',
  'CC0-1.0',
  'MIT-0',
  'Python-2.0',
  'Unlicense',
];
/** Development only: data sets and tools, never part of the image nor of the pages. */
const FOR_DEVELOPMENT = [...PERMISSIVE, 'CC-BY-3.0', 'CC-BY-4.0', 'MPL-2.0'];
/** Packages whose manifest names no licence, read by a person: the licence and where it stands. */
const READ_BY_HAND = { 'only@0.0.2': 'MIT' };

const namesIn = (expression) =>
  String(expression)
    .replace(/[()]/g, '')
    .split(/ (?:AND|OR|and|or) |,/);

/** `A OR B` needs one allowed name, anything else all of them. */
function isAllowed(expression, allowed) {
  const names = namesIn(expression);
  return /\bOR\b/i.test(String(expression))
    ? names.some((name) => allowed.includes(name))
    : names.every((name) => allowed.includes(name));
}

async function refused(options, allowed) {
  const packages = await promisify(init)({ start: root, excludePrivatePackages: true, ...options });
  return Object.entries(packages)
    .map(([name, { licenses }]) => [name, READ_BY_HAND[name] ?? licenses])
    .filter(([, licence]) => !isAllowed(licence, allowed));
}

const found = [...(await refused({ production: true }, PERMISSIVE)), ...(await refused({}, FOR_DEVELOPMENT))];
for (const [name, licence] of found) console.error(`${name}: ${licence}`);
process.exitCode = found.length > 0 ? 1 : 0;
