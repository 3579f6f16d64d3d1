import type Provider from 'oidc-provider';
import type { KoaContextWithOIDC } from 'oidc-provider';
import { audienceOf } from '../programs';
import type { Directory } from './directory';
import type { Person } from './people';
import { resourceServerOf, SCOPE } from './resource-server';

/** A token by login alone, without a browser: for curl, the pilot and tests. Only this development issuer has it. */
export const DEV_LOGIN = 'urn:harmonization:dev-login';

const PARAMETERS = ['login', 'audience', 'email'];
type Refuse = (description: string) => Error;

const text = (value: unknown): string | undefined => (typeof value === 'string' && value ? value : undefined);

/** The person asked for; `email` replaces a carrier's address by the one that stands in its application. */
function personAsked(directory: Directory, parameters: Record<string, unknown>, refuse: Refuse): Person {
  const login = text(parameters.login) ?? '';
  const email = text(parameters.email);
  const known = directory.find(login);
  if (!known) throw refuse('login must look like officer@ctpat or maple@pip');
  const audience = text(parameters.audience) ?? known.program;
  if (![known.program, audienceOf(known.program)].includes(audience))
    throw refuse(`${login} is unknown in the directory of ${audience}`);
  if (email && !directory.giveEmail(login, email))
    throw refuse('email must be an address, and only a carrier can be given one');
  return directory.find(login) ?? known;
}

async function issue(ctx: KoaContextWithOIDC, person: Person): Promise<void> {
  const { provider, client } = ctx.oidc;
  if (!client) throw new Error('the token endpoint has no client');
  const token = new provider.AccessToken({
    accountId: person.login,
    client,
    gty: DEV_LOGIN,
    // No grant was asked for: nothing can be revoked before the token expires.
    grantId: DEV_LOGIN,
    scope: SCOPE,
  });
  token.resourceServer = resourceServerOf(person.program);
  ctx.body = { access_token: await token.save(), expires_in: token.expiration, token_type: 'Bearer' };
}

export function allowDevLogin(provider: Provider, directory: Directory, refuse: Refuse): void {
  provider.registerGrantType(
    DEV_LOGIN,
    async (ctx, next) => {
      await issue(ctx, personAsked(directory, ctx.oidc.params ?? {}, refuse));
      await next();
    },
    PARAMETERS,
  );
}
