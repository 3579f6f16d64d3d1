import type { FastifyRequest } from 'fastify';
import { notSignedIn } from './auth-problems';
import type { Caller } from './caller';
import type { TokenVerifier } from './token-verifier';

/** RFC 6750: the scheme in any case, then the token. */
const BEARER = /^bearer +([A-Za-z0-9\-._~+/]+=*)$/i;

/** Who calls, by the bearer token of a request. NOT_SIGNED_IN where there is none, or one that does not count here. */
export async function verifiedCaller(request: FastifyRequest, tokens: TokenVerifier): Promise<Caller> {
  const header = request.headers.authorization;
  if (!header) throw notSignedIn();
  const [, token] = BEARER.exec(header) ?? [];
  if (!token) throw notSignedIn('not a bearer token');
  return tokens.verify(token);
}
