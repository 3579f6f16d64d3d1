import { generateKeyPairSync, randomBytes } from 'node:crypto';
import type { JWK } from 'jose';
import { PROGRAMS, type ProgramName } from '../programs';
import type { LocalFolder } from './local-folder';

export interface ServiceSecrets {
  ownerPassword: string;
  runtimePassword: string;
  signingKey: JWK;
  codePepper: string;
}

/** Made at the first start, kept in `.local/secrets.json` (mode 600), the same at each later start. */
export interface Secrets {
  superuserPassword: string;
  issuer: { signingKey: JWK; cookieKey: string };
  services: Record<ProgramName, ServiceSecrets>;
}

const NAME = 'secrets.json';

const secret = (): string => randomBytes(32).toString('hex');

const ed25519 = (name: string): JWK => {
  const jwk = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' }) as JWK;
  return { ...jwk, kid: `${name}-${randomBytes(4).toString('hex')}` };
};

const serviceSecrets = (program: ProgramName): ServiceSecrets => ({
  ownerPassword: secret(),
  runtimePassword: secret(),
  signingKey: ed25519(program),
  codePepper: secret(),
});

const newSecrets = (): Secrets => ({
  superuserPassword: secret(),
  issuer: { signingKey: ed25519('issuer'), cookieKey: secret() },
  services: Object.fromEntries(
    PROGRAMS.map((program) => [program, serviceSecrets(program)]),
  ) as Secrets['services'],
});

export function secretsIn(folder: LocalFolder): Secrets {
  const kept = folder.readJson<Secrets>(NAME);
  if (kept) return kept;
  const made = newSecrets();
  folder.writeJson(NAME, made);
  return made;
}

/** What the peer pins: the public half only. */
export const publicHalf = ({ kty, crv, x, kid }: JWK): JWK => ({
  kty,
  crv,
  x,
  kid,
  alg: 'EdDSA',
  use: 'sig',
});
