import { createRemoteJWKSet, errors, jwtVerify, type JWTPayload, type JWTVerifyGetKey } from 'jose';
import { serviceUnavailable } from '../problem/server-problems';
import { notSignedIn } from './auth-problems';
import type { Caller } from './caller';
import { TokenCache } from './token-cache';

export interface TokenSettings {
  issuerUrl: string;
  audience: string;
  jwksUrl: string;
  rolesClaim: string;
  officeClaim: string;
  tokenCacheSize: number;
}

/** Asymmetric only: `none` and shared secrets are never believed. */
const ALGORITHMS = ['RS256', 'PS256', 'ES256', 'ES384', 'EdDSA', 'Ed25519'];

/** Seconds that the clocks of issuer and service may differ. */
const CLOCK_TOLERANCE = 30;

const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

const texts = (value: unknown): string[] =>
  (Array.isArray(value) ? value : [value]).filter((one): one is string => text(one) !== undefined);

/** Verifies the bearer tokens of people: issuer, audience, expiry and signature by the issuer's published keys. */
export class TokenVerifier {
  private readonly cache: TokenCache;
  private readonly keys: JWTVerifyGetKey;

  constructor(private readonly settings: TokenSettings) {
    this.cache = new TokenCache(settings.tokenCacheSize);
    this.keys = createRemoteJWKSet(new URL(settings.jwksUrl), {
      timeoutDuration: 5_000,
      cooldownDuration: 10_000,
      cacheMaxAge: 600_000,
    });
  }

  /** The caller of a valid token; 401 for any other, 503 while the issuer's keys cannot be fetched. */
  async verify(token: string): Promise<Caller> {
    const known = this.cache.find(token, Date.now());
    if (known) return known;
    const payload = await this.payloadOf(token);
    const caller = this.callerOf(payload);
    this.cache.remember(token, caller, (payload.exp as number) * 1000, Date.now());
    return caller;
  }

  private async payloadOf(token: string): Promise<JWTPayload> {
    const { issuerUrl: issuer, audience } = this.settings;
    const requirements = {
      issuer,
      audience,
      algorithms: ALGORITHMS,
      clockTolerance: CLOCK_TOLERANCE,
      requiredClaims: ['exp', 'sub'],
    };
    try {
      return (await jwtVerify(token, this.keys, requirements)).payload;
    } catch (error) {
      throw keysAreOutOfReach(error) ? serviceUnavailable(error) : notSignedIn(error);
    }
  }

  private callerOf(payload: JWTPayload): Caller {
    return {
      subject: payload.sub as string,
      name: text(payload.name),
      email: payload.email_verified === true ? text(payload.email) : undefined,
      roles: texts(payload[this.settings.rolesClaim]),
      office: text(payload[this.settings.officeClaim]),
    };
  }
}

/** Everything that says "this token is bad" is a named error of the library; the rest comes from fetching the keys. */
function keysAreOutOfReach(error: unknown): boolean {
  if (error instanceof errors.JWKSTimeout) return true;
  const isPlain = error instanceof errors.JOSEError && error.code === 'ERR_JOSE_GENERIC';
  return isPlain || !(error instanceof errors.JOSEError);
}
