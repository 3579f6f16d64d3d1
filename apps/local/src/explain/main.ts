/** `npm run -s link -- explain <id>`: one timeline of a link across both services, in plain words, read over HTTP by both auditors. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { explainLink, type Source } from './explain-link';

const USAGE = 'Usage: npm run -s link -- explain <link id>';
const ENDPOINTS = join(process.env.HARMONIZATION_LOCAL ?? '.local', 'endpoints.json');
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

interface Endpoints {
  readonly ctpat: string;
  readonly pip: string;
  readonly issuer: string;
}

function endpoints(): Endpoints {
  try {
    return JSON.parse(process.env.HARMONIZATION_ENDPOINTS ?? readFileSync(ENDPOINTS, 'utf8')) as Endpoints;
  } catch {
    throw new Error('Nothing runs here: npm start first, and wait until it says that it is ready.');
  }
}

async function tokenOf(issuer: string, login: string): Promise<string> {
  const body = new URLSearchParams({ grant_type: 'urn:harmonization:dev-login', client_id: 'tools', login });
  const answer = await fetch(`${issuer}/token`, { method: 'POST', body }).catch(() => undefined);
  if (!answer?.ok) throw new Error(`${login} could not sign in at ${issuer}.`);
  return ((await answer.json()) as { access_token: string }).access_token;
}

async function main(): Promise<void> {
  const [command, linkId = ''] = process.argv.slice(2);
  if (command !== 'explain' || !UUID.test(linkId)) throw new Error(USAGE);
  const { ctpat, pip, issuer } = endpoints();
  const source = async (program: 'ctpat' | 'pip', url: string): Promise<Source> => ({
    program: program.toUpperCase(),
    url,
    token: await tokenOf(issuer, `auditor@${program}`),
  });
  const sources = await Promise.all([source('ctpat', ctpat), source('pip', pip)]);
  process.stdout.write(`${await explainLink(sources, linkId)}\n`);
}

main().catch((error: unknown) => {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = 1;
});
