/** `node scripts/compose-secrets.mjs > docker/.env`: new secrets for docker/compose.yaml. Name your issuers of tokens in it. */
import { generateKeyPairSync, randomBytes } from 'node:crypto';

const secret = () => randomBytes(32).toString('hex');

function linesFor(program) {
  const key = {
    ...generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' }),
    kid: `${program.toLowerCase()}-1`,
  };
  const { kty, crv, x, kid } = key;
  const values = {
    ADMIN_PASSWORD: secret(),
    OWNER_PASSWORD: secret(),
    RUNTIME_PASSWORD: secret(),
    CODE_PEPPER: secret(),
    SESSION_KEY: randomBytes(32).toString('base64url'),
    SIGNING_KEY: `'${JSON.stringify(key)}'`,
    PUBLIC_KEYS: `'${JSON.stringify({ keys: [{ kty, crv, x, kid, alg: 'EdDSA', use: 'sig' }] })}'`,
    ISSUER_URL: '',
    JWKS_URL: '',
  };
  return Object.entries(values).map(([name, value]) => `${program}_${name}=${value}`);
}

console.log([...linesFor('CTPAT'), ...linesFor('PIP')].join('\n'));
