import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { ServiceDatabase } from '../databases/provision';
import { type ProgramName, audienceOf, peerOf } from '../programs';
import { type Secrets, publicHalf } from '../store/secrets';

export interface Surroundings {
  secrets: Secrets;
  databases: Record<ProgramName, ServiceDatabase>;
  ports: Record<ProgramName, number>;
  identity: { issuer: string; jwksUrl: string };
  mailFile: (program: ProgramName) => string;
  documentFolder: (program: ProgramName) => string;
}

/** The few variables of this shell that a service may see: a stray PORT or HOST must not change it. */
const INHERITED = [
  'PATH',
  'HOME',
  'TMPDIR',
  'TEMP',
  'SystemRoot',
  'LANG',
  'NODE_EXTRA_CA_CERTS',
  'LOG_LEVEL',
];

function inherited(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(environment).filter(([name, value]) => INHERITED.includes(name) && value),
  );
}

/**
 * How Node runs a service, here and in the image: room for what a busy moment's requests leave behind, so that it is thrown away
 * young. The default of 16 MB moves half of it into the old generation first.
 */
export const NODE_FLAGS = ['--max-semi-space-size=32'];

const PORTAL_FOLDER = join(__dirname, '..', '..', '..', '..', 'portal');

/** The pages, where they are built. Their key follows from a secret that older `.local` folders have too. */
const pages = (secret: string): NodeJS.ProcessEnv =>
  existsSync(join(PORTAL_FOLDER, 'index.html'))
    ? { PORTAL_FOLDER, SESSION_KEY: createHash('sha256').update(`pages ${secret}`).digest('base64url') }
    : {};

/** Everything a service is told: its own secrets, the peer's address and public key, never the peer's secrets. */
export function environmentOf(
  program: ProgramName,
  around: Surroundings,
  environment = process.env,
): NodeJS.ProcessEnv {
  const own = around.secrets.services[program];
  const peer = peerOf(program);
  const queueUrl = environment[`${program.toUpperCase()}_QUEUE_URL`];
  return {
    ...inherited(environment),
    NODE_ENV: 'production',
    PROGRAM: program,
    PORT: String(around.ports[program]),
    HOST: '127.0.0.1',
    DATABASE_URL: around.databases[program].url,
    MIGRATION_DATABASE_URL: around.databases[program].ownerUrl,
    ...(queueUrl ? { QUEUE_URL: queueUrl } : {}),
    ISSUER_URL: around.identity.issuer,
    JWKS_URL: around.identity.jwksUrl,
    AUDIENCE: audienceOf(program),
    PEER_URL: `http://127.0.0.1:${around.ports[peer]}`,
    PEER_JWKS: JSON.stringify({ keys: [publicHalf(around.secrets.services[peer].signingKey)] }),
    SIGNING_KEY: JSON.stringify(own.signingKey),
    CODE_PEPPER: own.codePepper,
    MAIL_FILE: around.mailFile(program),
    DOCUMENT_FOLDER: around.documentFolder(program),
    ...pages(own.codePepper),
  };
}
