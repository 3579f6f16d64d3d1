import type { JWK } from 'jose';
import type { Configuration, interactionPolicy, KoaContextWithOIDC } from 'oidc-provider';
import { PROGRAMS, audienceOf } from '../programs';
import { DEV_LOGIN } from './dev-login';
import type { Directory } from './directory';
import { MemoryStore } from './memory-store';
import { ACCESS_TOKEN_SECONDS, programOfAudience, resourceServerOf, SCOPE } from './resource-server';
import { claimsOf } from './token-claims';

export const PORTAL_CLIENT = 'portal';
export const TOOLS_CLIENT = 'tools';
export interface IdentitySettings {
  signingKey: JWK;
  cookieKey: string;
  directory: Directory;
  /** `oidc-provider`'s own error for an audience that no service has. */
  unknownAudience: () => Error;
  /** When people are asked to sign in, beside the provider's own reasons. */
  policy: interactionPolicy.DefaultPolicy;
}

/** The portal uses a code with PKCE on a loopback address of any port; `tools` are curl and the pilot (see `dev-login.ts`). */
const CLIENTS: Configuration['clients'] = [
  {
    client_id: PORTAL_CLIENT,
    application_type: 'native',
    token_endpoint_auth_method: 'none',
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'],
    redirect_uris: ['http://127.0.0.1/callback', 'http://localhost/callback'],
    id_token_signed_response_alg: 'EdDSA',
  },
  {
    client_id: TOOLS_CLIENT,
    application_type: 'native',
    token_endpoint_auth_method: 'none',
    grant_types: [DEV_LOGIN],
    response_types: [],
    redirect_uris: [],
    id_token_signed_response_alg: 'EdDSA',
  },
];

/** Everyone who signs in grants everything: consent to sharing data is given in the services, not here. */
async function grantAll(ctx: KoaContextWithOIDC) {
  const { oidc } = ctx;
  const accountId = oidc.session?.accountId;
  if (!oidc.client || !accountId) return undefined;
  const grant = new oidc.provider.Grant({ clientId: oidc.client.clientId, accountId });
  grant.addOIDCScope(`${SCOPE} offline_access`);
  PROGRAMS.forEach((program) => grant.addResourceScope(audienceOf(program), SCOPE));
  await grant.save();
  return grant;
}

/** An audience is a resource in OAuth's words; one that no service has is refused. */
const resourceIndicators = (unknownAudience: () => Error) => ({
  enabled: true,
  defaultResource: () => [],
  useGrantedResource: () => true,
  getResourceServerInfo: (_ctx: KoaContextWithOIDC, resource: string) => {
    const program = programOfAudience(resource);
    if (!program) throw unknownAudience();
    return resourceServerOf(program);
  },
});

/** The same claims in access tokens, for the services, and in id tokens, for the portal. */
function peopleOf(directory: Directory): Pick<Configuration, 'findAccount' | 'extraTokenClaims'> {
  return {
    findAccount: (_ctx, login) => {
      const person = directory.find(login);
      return person && { accountId: login, claims: () => ({ sub: login, ...claimsOf(person) }) };
    },
    extraTokenClaims: (_ctx, token) => {
      const person = 'accountId' in token && token.accountId ? directory.find(token.accountId) : undefined;
      return person && claimsOf(person);
    },
  };
}

export function identitySettings({
  signingKey,
  cookieKey,
  directory,
  unknownAudience,
  policy,
}: IdentitySettings): Configuration {
  return {
    ...peopleOf(directory),
    adapter: MemoryStore,
    clients: CLIENTS,
    jwks: { keys: [{ ...signingKey, alg: 'EdDSA', use: 'sig' }] },
    cookies: { keys: [cookieKey] },
    clientBasedCORS: () => true,
    enabledJWA: { idTokenSigningAlgValues: ['EdDSA'] },
    claims: { openid: ['sub'], profile: ['name', 'roles', 'office'], email: ['email', 'email_verified'] },
    pkce: { required: () => true },
    interactions: { policy, url: (_ctx, interaction) => `/interaction/${interaction.uid}` },
    ttl: {
      AccessToken: ACCESS_TOKEN_SECONDS,
      IdToken: ACCESS_TOKEN_SECONDS,
      Interaction: 3_600,
      Session: 86_400,
      Grant: 86_400,
    },
    features: {
      devInteractions: { enabled: false },
      resourceIndicators: resourceIndicators(unknownAudience),
    },
    loadExistingGrant: grantAll,
  };
}
