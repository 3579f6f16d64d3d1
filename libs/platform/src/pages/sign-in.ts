import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Configuration } from 'openid-client';
import * as openid from 'openid-client';
import { serviceUnavailable } from '../problem/server-problems';
import { PageCookies } from './page-cookies';
import { PAGES, type PagesOptions } from './pages-options';
import { safePath } from './safe-path';
import { CookieSeal } from './session-cookie';

const SCOPE = 'openid profile email';

/** The sign-in of the pages: authorization code with PKCE at the program's issuer; the token stays in an encrypted cookie. */
export class SignIn {
  private issuer?: Promise<Configuration>;
  private readonly seal: CookieSeal;
  private readonly cookies: PageCookies;

  constructor(private readonly options: PagesOptions) {
    this.seal = new CookieSeal(options.sessionKey);
    this.cookies = new PageCookies(options.name, options.publicUrl);
  }

  addRoutes(fastify: FastifyInstance): void {
    fastify.get('/sign-in', (request, reply) => this.begin(request, reply));
    fastify.get('/callback', (request, reply) => this.finish(request, reply));
    fastify.post('/sign-out', (_request, reply) => {
      this.cookies.clearSession(reply);
      return reply.status(204).send();
    });
  }

  /** The token behind the cookie of a request, or undefined where nobody is signed in. */
  async tokenOf(request: FastifyRequest): Promise<string | undefined> {
    return (await this.seal.openSession(this.cookies.session(request)))?.token;
  }

  hasCookie(request: FastifyRequest): boolean {
    return this.cookies.session(request) !== undefined;
  }

  /** `to`: the page to go to afterwards. `other=1`: as someone else, so the issuer asks again who it is. */
  private async begin(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const { to, other } = request.query as Record<string, unknown>;
    const [verifier, state] = [openid.randomPKCECodeVerifier(), openid.randomState()];
    const url = openid.buildAuthorizationUrl(await this.discovered(), {
      redirect_uri: this.callback(),
      scope: SCOPE,
      resource: this.options.audience,
      code_challenge: await openid.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      state,
      ...(other === '1' ? { prompt: 'login' } : {}),
    });
    this.cookies.keepAttempt(reply, await this.seal.attempt({ verifier, state, to: safePath(to, PAGES) }));
    return reply.header('cache-control', 'no-store').redirect(url.href, 303);
  }

  /** The issuer sends the browser back: the code is exchanged here, where no script runs. Whatever is wrong: begin again. */
  private async finish(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const attempt = await this.seal.openAttempt(this.cookies.attempt(request));
    this.cookies.clearAttempt(reply);
    reply.header('cache-control', 'no-store');
    if (!attempt) return reply.redirect(`${PAGES}?problem=SIGN_IN_EXPIRED`, 303);
    try {
      const here = new URL(request.url, this.options.publicUrl());
      const checks = { pkceCodeVerifier: attempt.verifier, expectedState: attempt.state };
      const tokens = await openid.authorizationCodeGrant(await this.discovered(), here, checks, {
        resource: this.options.audience,
      });
      const expiresAt = Math.floor(Date.now() / 1000) + (tokens.expires_in ?? 300);
      const subject = tokens.claims()?.sub ?? '';
      const session = await this.seal.session({ token: tokens.access_token, subject, expiresAt });
      this.cookies.keepSession(reply, session, expiresAt);
      return await reply.redirect(attempt.to, 303);
    } catch {
      return reply.redirect(`${PAGES}?problem=SIGN_IN_FAILED`, 303);
    }
  }

  private callback(): string {
    return new URL('/callback', this.options.publicUrl()).href;
  }

  /** Asked once; a failed question is asked again by the next person. */
  private async discovered(): Promise<Configuration> {
    const { issuerUrl, clientId } = this.options;
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- marked so to stand out: the development issuer has no TLS
    const execute = issuerUrl.startsWith('http://') ? [openid.allowInsecureRequests] : [];
    this.issuer ??= openid.discovery(new URL(issuerUrl), clientId, undefined, openid.None(), { execute });
    try {
      return await this.issuer;
    } catch (error) {
      this.issuer = undefined;
      throw serviceUnavailable(error);
    }
  }
}
