import { ProblemError, type Violation } from './problem-error';

/** Refusals of requests that cannot be read or understood, whatever they are about. */
export const bodyMalformed = (parserMessage?: string): ProblemError =>
  new ProblemError({
    code: 'BODY_MALFORMED',
    status: 400,
    title: { en: 'The body is not valid JSON', fr: 'Le corps n’est pas du JSON valide' },
    detail: parserMessage,
  });

export const bodyTooLarge = (limit?: number): ProblemError =>
  new ProblemError({
    code: 'BODY_TOO_LARGE',
    status: 413,
    title: { en: 'The body is too large', fr: 'Le corps est trop volumineux' },
    facts: limit === undefined ? undefined : { limitBytes: limit },
    // What is left of the body is not read, so the connection cannot be used again.
    headers: { connection: 'close' },
  });

export const mediaTypeUnsupported = (): ProblemError =>
  new ProblemError({
    code: 'MEDIA_TYPE_UNSUPPORTED',
    status: 415,
    title: { en: 'Send application/json', fr: 'Envoyez application/json' },
    facts: { accepted: ['application/json', 'application/merge-patch+json'] },
  });

export const contentEncodingUnsupported = (): ProblemError =>
  new ProblemError({
    code: 'CONTENT_ENCODING_UNSUPPORTED',
    status: 415,
    title: { en: 'Send the body without Content-Encoding', fr: 'Envoyez le corps sans Content-Encoding' },
  });

export const routeNotFound = (): ProblemError =>
  new ProblemError({
    code: 'NOT_FOUND',
    status: 404,
    title: { en: 'There is nothing here', fr: 'Il n’y a rien ici' },
  });

export const methodNotAllowed = (allowed: readonly string[]): ProblemError =>
  new ProblemError({
    code: 'METHOD_NOT_ALLOWED',
    status: 405,
    title: { en: 'This method is not offered here', fr: 'Cette méthode n’est pas offerte ici' },
    facts: { allowed },
    headers: { allow: allowed.join(', ') },
  });

export const requestMalformed = (): ProblemError =>
  new ProblemError({
    code: 'REQUEST_MALFORMED',
    status: 400,
    title: { en: 'The request cannot be read', fr: 'La requête est illisible' },
  });

export const requestTooDeep = (limit: number): ProblemError =>
  new ProblemError({
    code: 'BODY_TOO_DEEP',
    status: 422,
    title: { en: 'The body is nested too deeply', fr: 'Le corps comporte trop de niveaux d’imbrication' },
    facts: { limit },
  });

export const textUnusable = (violations: readonly Violation[]): ProblemError =>
  new ProblemError({
    code: 'CHARACTER_NOT_ALLOWED',
    status: 422,
    title: {
      en: 'Some text holds characters that cannot be stored',
      fr: 'Un texte contient des caractères qui ne peuvent être conservés',
    },
    violations,
  });

export const requestInvalid = (status: 400 | 422, violations: readonly Violation[]): ProblemError =>
  new ProblemError({
    code: 'REQUEST_INVALID',
    status,
    title: { en: 'Some fields are not as expected', fr: 'Certains champs ne sont pas conformes' },
    violations,
  });
