import { generateKeyPairSync } from 'node:crypto';
import { freePort } from '@testing/postgres/free-port';
import type { JWK } from 'jose';
import { DEV_LOGIN } from '../../../apps/local/src/identity/dev-login';
import {
  startIdentityProvider,
  type IdentityProvider,
} from '../../../apps/local/src/identity/identity-provider';
import type { Issuer } from '../../e2e/support/issuer';

/** The development identity provider of the local start: people sign in at its page, and tests ask it for tokens by login. */
export class DevelopmentIssuer implements Issuer {
  private constructor(private readonly provider: IdentityProvider) {}

  static async start(): Promise<DevelopmentIssuer> {
    const key = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' });
    const options = { signingKey: { ...key, kid: 'browser' } as JWK, cookieKey: 'cookie of these tests' };
    return new DevelopmentIssuer(await startIdentityProvider({ ...options, port: await freePort(0) }));
  }

  get url(): string {
    return this.provider.issuer;
  }

  get jwksUrl(): string {
    return this.provider.jwksUrl;
  }

  /** Roles and names are those of its directory; a carrier gets the e-mail address that stands in its application. */
  async token({ sub, email, roles }: Record<string, unknown>): Promise<string> {
    const isCarrier = (roles as string[]).includes('CARRIER_OFFICER');
    const form = { grant_type: DEV_LOGIN, client_id: 'tools', login: String(sub) };
    const body = new URLSearchParams(isCarrier ? { ...form, email: String(email) } : form);
    const response = await fetch(`${this.url}/token`, { method: 'POST', body });
    const answer = (await response.json()) as { access_token?: string };
    if (!answer.access_token) throw new Error(`No token for ${String(sub)}: ${JSON.stringify(answer)}`);
    return answer.access_token;
  }

  stop(): Promise<void> {
    return this.provider.stop();
  }
}
