import { PROGRAMS, type ProgramName, audienceOf } from '../programs';

export const ACCESS_TOKEN_SECONDS = 3_600;
export const SCOPE = 'openid profile email';

export const programOfAudience = (audience: string): ProgramName | undefined =>
  PROGRAMS.find((program) => audienceOf(program) === audience);

/** One audience a service, and JWT access tokens, so that a service checks them without asking us. */
export const resourceServerOf = (program: ProgramName) => ({
  scope: SCOPE,
  audience: audienceOf(program),
  accessTokenFormat: 'jwt' as const,
  accessTokenTTL: ACCESS_TOKEN_SECONDS,
  jwt: { sign: { alg: 'EdDSA' as const } },
});
