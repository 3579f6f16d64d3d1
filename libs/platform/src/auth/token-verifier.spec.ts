import { SpecIssuer } from './issuer.spec-support';
import { TokenCache } from './token-cache';
import { TokenVerifier, type TokenSettings } from './token-verifier';

const settingsFor = (issuer: SpecIssuer, changes: Partial<TokenSettings> = {}): TokenSettings => ({
  issuerUrl: issuer.url,
  audience: 'spec-service',
  jwksUrl: `${issuer.url}/jwks`,
  rolesClaim: 'roles',
  officeClaim: 'office',
  tokenCacheSize: 10,
  ...changes,
});

describe('a token', () => {
  let issuer: SpecIssuer;

  beforeEach(async () => {
    issuer = await SpecIssuer.start();
  });

  afterEach(() => issuer.stop());

  it('names its caller; the address only where the provider verified it', async () => {
    const verifier = new TokenVerifier(settingsFor(issuer));
    const claims = { roles: 'SOLE', email: 'a@b.c', name: 'Ann', office: 'North' };
    expect(await verifier.verify(await issuer.token({ ...claims, email_verified: true }))).toEqual({
      subject: 'ann',
      name: 'Ann',
      email: 'a@b.c',
      roles: ['SOLE'],
      office: 'North',
    });
    expect(await verifier.verify(await issuer.token(claims))).toMatchObject({ email: undefined });
  });

  it('is verified with keys that are fetched once', async () => {
    const verifier = new TokenVerifier(settingsFor(issuer, { tokenCacheSize: 0 }));
    for (const sub of ['a', 'b', 'c']) await verifier.verify(await issuer.token({ sub }));
    expect(issuer.fetches).toBe(1);
  });

  it('of an unsigned or shared-secret kind is never believed', async () => {
    const verifier = new TokenVerifier(settingsFor(issuer));
    const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
    const payload = encode({ sub: 'eve', iss: issuer.url, aud: 'spec-service', exp: 4_000_000_000 });
    for (const alg of ['none', 'HS256']) {
      await expect(verifier.verify(`${encode({ alg, kid: 'spec' })}.${payload}.eA`)).rejects.toMatchObject({
        problem: { status: 401 },
      });
    }
  });

  it('cannot be judged while the keys are out of reach: 503, not 401', async () => {
    const token = await issuer.token();
    const verifier = new TokenVerifier(settingsFor(issuer, { jwksUrl: 'http://127.0.0.1:1/jwks' }));
    await expect(verifier.verify(token)).rejects.toMatchObject({
      problem: { status: 503, code: 'SERVICE_UNAVAILABLE' },
    });
  });
});

describe('the cache of verified tokens', () => {
  const caller = { subject: 'ann', roles: [] };

  it('believes a token until it expires, and at most five minutes', () => {
    const cache = new TokenCache(10);
    cache.remember('short', caller, 1_000, 0);
    cache.remember('long', caller, 3_600_000, 0);
    expect([cache.find('short', 999), cache.find('short', 1_000)]).toEqual([caller, undefined]);
    expect([cache.find('long', 299_999), cache.find('long', 300_000)]).toEqual([caller, undefined]);
  });

  it('lets the oldest go when it is full, and keeps nothing at size 0', () => {
    const cache = new TokenCache(2);
    for (const token of ['a', 'b', 'c']) cache.remember(token, caller, 1_000, 0);
    expect(['a', 'b', 'c'].map((token) => cache.find(token, 1))).toEqual([undefined, caller, caller]);
    const none = new TokenCache(0);
    none.remember('a', caller, 1_000, 0);
    expect(none.find('a', 1)).toBeUndefined();
  });
});
