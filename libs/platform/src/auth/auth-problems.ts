import { ProblemError } from '../problem/problem-error';

/** 401: no token, or one that does not count here. `reason` is for the operator's log, never for the caller. */
export const notSignedIn = (reason?: unknown): ProblemError =>
  new ProblemError(
    {
      code: 'NOT_SIGNED_IN',
      status: 401,
      title: { en: 'Sign in first', fr: 'Ouvrez d’abord une session' },
      detail: {
        en: 'Send a valid bearer token that was issued for this service.',
        fr: 'Envoyez un jeton valide, émis pour ce service.',
      },
      headers: { 'www-authenticate': reason === undefined ? 'Bearer' : 'Bearer error="invalid_token"' },
    },
    { cause: reason },
  );

/** 403: signed in, but without a role that may do this. */
export const roleMissing = (roles: readonly string[]): ProblemError =>
  new ProblemError({
    code: 'NOT_ALLOWED',
    status: 403,
    title: { en: 'You may not do this', fr: 'Vous n’y êtes pas autorisé' },
    facts: roles.length > 0 ? { rolesThatMay: roles } : undefined,
  });
