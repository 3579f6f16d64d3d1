import { IsNotEmpty } from 'class-validator';
import { ConfigurationError, loadConfig, ServiceConfig } from '../config';

class AppConfig extends ServiceConfig {
  @IsNotEmpty()
  letterFolder: string;
}

const SIGNING_KEY = { kty: 'OKP', crv: 'Ed25519', kid: 'k1', x: 'public', d: 'private' };
const PUBLIC_KEY = { kty: 'OKP', crv: 'Ed25519', kid: 'k2', x: 'public' };

const environment = (changes: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv => ({
  PROGRAM: 'one',
  DATABASE_URL: 'postgres://one@localhost/one',
  ISSUER_URL: 'http://localhost:4000',
  AUDIENCE: 'one',
  JWKS_URL: 'http://localhost:4000/jwks',
  PEER_URL: 'http://localhost:3002',
  PEER_JWKS: JSON.stringify({ keys: [PUBLIC_KEY] }),
  SIGNING_KEY: JSON.stringify(SIGNING_KEY),
  CODE_PEPPER: 'p'.repeat(32),
  LETTER_FOLDER: '/letters',
  PATH: '/bin',
  ...changes,
});

const sentencesFor = (changes: NodeJS.ProcessEnv): readonly string[] => {
  try {
    loadConfig(AppConfig, environment(changes));
    return [];
  } catch (error) {
    return (error as ConfigurationError).sentences;
  }
};

describe('the configuration', () => {
  it('reads what is needed, takes defaults for the rest, and leaves out what is not its own', () => {
    const config = loadConfig(AppConfig, environment({ PORT: '3001', ROLE: 'worker', DOCS: 'false' }));
    expect(config).toMatchObject({
      program: 'one',
      port: 3001,
      databasePoolSize: 10,
      docs: false,
      signingKey: SIGNING_KEY,
      letterFolder: '/letters',
    });
    expect([config.servesApi, config.runsWorkers]).toEqual([false, true]);
    expect(config).not.toHaveProperty('path');
  });

  it('accepts the peer keys as a URL too', () => {
    expect(loadConfig(AppConfig, environment({ PEER_JWKS: 'https://peer/keys' })).peerJwks).toBe(
      'https://peer/keys',
    );
  });

  it('reads a certificate whose line breaks a compose file has written as \\n', () => {
    const pem = '-----BEGIN CERTIFICATE-----\\nabc\\n-----END CERTIFICATE-----\\n';
    expect(loadConfig(AppConfig, environment({ PEER_TLS_CERT: pem })).peerTlsCert).toBe(
      pem.replaceAll('\\n', '\n'),
    );
  });

  it('names everything that is wrong at once, by the name of the variable', () => {
    const sentences = sentencesFor({
      PORT: 'http',
      DATABASE_URL: 'mysql://x',
      SIGNING_KEY: JSON.stringify(PUBLIC_KEY),
      AUDIENCE: '',
      ROLE: 'boss',
    });
    expect([...sentences].sort()).toEqual([
      'AUDIENCE should not be empty; it is not set.',
      'DATABASE_URL must be a URL that starts with postgres:// or postgresql://.',
      'PORT must be a whole number from 0 to 65535.',
      'ROLE must be one of the following values: api, worker, all.',
      'SIGNING_KEY must be an Ed25519 private key in JWK form with a "kid".',
    ]);
  });

  it.each([
    ['PORT', '70000'],
    ['PORT', '80.5'],
    ['QUEUE_URL', 'amqp://x'],
    ['PEER_JWKS', '{"keys":[]}'],
    ['PEER_JWKS', '{broken'],
    ['CODE_PEPPER', 'short'],
    ['LOG_LEVEL', 'loud'],
    ['DOCS', 'maybe'],
    ['PEER_TLS_CERT', '/etc/cert.pem'],
    ['RETENTION_DAYS', '30'],
    ['OTHER_KEYS', '[]'],
    ['DATABASE_POOL_SIZE', '0'],
  ])('refuses %s=%s without repeating the value of a secret', (variable, value) => {
    const [sentence, ...others] = sentencesFor({ [variable]: value });
    expect(sentence).toMatch(new RegExp(`^${variable} `));
    expect(others).toEqual([]);
    expect(sentence).not.toContain('short');
  });
});
