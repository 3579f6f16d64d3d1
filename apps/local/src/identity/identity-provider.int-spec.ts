import { createHash, generateKeyPairSync, randomBytes } from 'node:crypto';
import { createRemoteJWKSet, jwtVerify, type JWK } from 'jose';
import { freePort } from '@testing/postgres/free-port';
import { audienceOf } from '../programs';
import { DEV_LOGIN } from './dev-login';
import { type IdentityProvider, startIdentityProvider } from './identity-provider';

const REDIRECT = 'http://127.0.0.1:5173/callback';

describe('the development issuer', () => {
  let identity: IdentityProvider;
  beforeAll(async () => {
    const signingKey = {
      ...generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' }),
      kid: 'test',
    } as JWK;
    identity = await startIdentityProvider({ port: await freePort(0), signingKey, cookieKey: 'cookie' });
  });
  afterAll(() => identity.stop());

  const ask = async (form: Record<string, string>) => {
    const response = await fetch(`${identity.issuer}/token`, {
      method: 'POST',
      body: new URLSearchParams({ grant_type: DEV_LOGIN, client_id: 'tools', ...form }),
    });
    return { status: response.status, body: (await response.json()) as Record<string, string> };
  };
  const verify = (token: string, program: 'ctpat' | 'pip') =>
    jwtVerify(token, createRemoteJWKSet(new URL(identity.jwksUrl)), {
      issuer: identity.issuer,
      audience: audienceOf(program),
    });

  it('gives an officer a token that only the own service accepts', async () => {
    const { body } = await ask({ login: 'officer@ctpat' });
    const { payload } = await verify(body.access_token!, 'ctpat');
    expect(payload).toMatchObject({
      sub: 'officer@ctpat',
      roles: ['OFFICER'],
      office: 'Buffalo Field Office',
      email_verified: true,
    });
    await expect(verify(body.access_token!, 'pip')).rejects.toThrow(/aud/);
  });

  it('refuses a login of one program for the audience of the other', async () => {
    const { status, body } = await ask({ login: 'officer@ctpat', audience: 'pip' });
    expect([status, body.error_description]).toEqual([
      400,
      'officer@ctpat is unknown in the directory of pip',
    ]);
  });

  it('makes an unknown login an officer of an invented carrier, with the e-mail of its application if given', async () => {
    const invented = await ask({ login: 'maple@pip' });
    expect((await verify(invented.body.access_token!, 'pip')).payload).toMatchObject({
      roles: ['CARRIER_OFFICER'],
      email: 'maple@carriers.example',
    });
    const named = await ask({ login: 'maple@pip', email: 'claire@maple.example' });
    expect((await verify(named.body.access_token!, 'pip')).payload.email).toBe('claire@maple.example');
  });

  it.each([
    [{ login: 'officer' }, /login must look like/],
    [{ login: '' }, /login must look like/],
    [{ login: 'hq@pip', email: 'someone@else.example' }, /only a carrier/],
  ])('refuses %j', async (form, reason) => {
    const { status, body } = await ask(form);
    expect(status).toBe(400);
    expect(body.error_description).toMatch(reason);
  });

  it('gives the portal a token by code and PKCE, after the sign-in page', async () => {
    const token = await tokenFor('pip', { login: 'officer@pip' }, new Map());
    expect((await verify(token, 'pip')).payload).toMatchObject({ sub: 'officer@pip', roles: ['OFFICER'] });
  });

  it('asks again, at the other program, who is signed in as an officer of the first', async () => {
    const cookies = new Map<string, string>();
    await tokenFor('ctpat', { login: 'officer@ctpat' }, cookies);
    await expect(tokenFor('pip', {}, cookies)).rejects.toThrow('Nobody has this login here');
    const token = await tokenFor('pip', { login: 'officer@pip' }, cookies);
    expect((await verify(token, 'pip')).payload.sub).toBe('officer@pip');
  });

  it('lets a carrier say the address that stands in its application, and nobody else', async () => {
    const email = 'owner@prairie.example';
    const token = await tokenFor('pip', { login: 'prairie@pip', email }, new Map());
    expect((await verify(token, 'pip')).payload.email).toBe(email);
    await expect(tokenFor('pip', { login: 'hq@pip', email }, new Map())).rejects.toThrow('Only a carrier');
  });

  it('shows the people of the program that asks, and says what each may do', async () => {
    const shown = await signInPageOf('pip');
    expect(shown).toContain('value="officer@pip"');
    expect(shown).toContain('Amélie Gagnon, officer, Windsor Regional Office');
    expect(shown).not.toContain('officer@ctpat');
  });

  type Cookies = Map<string, string>;

  function authorization(program: 'ctpat' | 'pip', verifier = 'v'.repeat(43)): string {
    const query = new URLSearchParams({
      client_id: 'portal',
      response_type: 'code',
      redirect_uri: REDIRECT,
      scope: 'openid profile email',
      resource: audienceOf(program),
      code_challenge: createHash('sha256').update(verifier).digest('base64url'),
      code_challenge_method: 'S256',
    });
    return `${identity.issuer}/auth?${query.toString()}`;
  }

  async function tokenFor(
    program: 'ctpat' | 'pip',
    typed: Record<string, string>,
    cookies: Cookies,
  ): Promise<string> {
    const verifier = randomBytes(32).toString('base64url');
    const code = await signIn(authorization(program, verifier), typed, cookies);
    const response = await fetch(`${identity.issuer}/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'authorization_code',
        client_id: 'portal',
        code,
        redirect_uri: REDIRECT,
        code_verifier: verifier,
        resource: audienceOf(program),
      }),
    });
    return ((await response.json()) as { access_token: string }).access_token;
  }

  async function signInPageOf(program: 'ctpat' | 'pip'): Promise<string> {
    const started = await fetch(authorization(program), { redirect: 'manual' });
    const cookie = started.headers.getSetCookie().map((one) => one.split(';')[0]);
    const shown = await fetch(new URL(started.headers.get('location')!, identity.issuer), {
      headers: { cookie: cookie.join('; ') },
    });
    return shown.text();
  }

  /** The provider's own form that a browser sends by itself, when one person takes the place of another. */
  function leaving(page: string): { url: string; body: URLSearchParams } | undefined {
    const [, url] = /action="([^"]*session\/end[^"]*)"/.exec(page) ?? [];
    const fields = [...page.matchAll(/name="(\w+)" value="([^"]*)"/g)].map(([, name, value]) => [
      name!,
      value!,
    ]);
    return url
      ? { url, body: new URLSearchParams(Object.fromEntries(fields) as Record<string, string>) }
      : undefined;
  }

  /** A browser in small: keeps cookies, follows redirects by hand, types what it is given; answers the code. */
  async function signIn(start: string, typed: Record<string, string>, cookies: Cookies): Promise<string> {
    let next: { url: string; body?: URLSearchParams } = { url: start };
    for (let hop = 0; hop < 12; hop++) {
      const response = await fetch(next.url, {
        redirect: 'manual',
        headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
        ...(next.body ? { method: 'POST', body: next.body } : {}),
      });
      const shown = await response.text();
      if (response.status === 422) throw new Error(shown);
      for (const cookie of response.headers.getSetCookie()) {
        const [name, value] = cookie.split(';')[0]!.split('=') as [string, string];
        cookies.set(name, value);
      }
      const location = response.headers.get('location');
      const here = new URL(location ?? next.url, next.url);
      if (here.searchParams.has('code')) return here.searchParams.get('code')!;
      next = location
        ? { url: here.href }
        : (leaving(shown) ?? { url: next.url, body: new URLSearchParams(typed) });
    }
    throw new Error('the sign-in did not end');
  }
});
