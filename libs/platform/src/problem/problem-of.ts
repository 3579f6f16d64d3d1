import { HttpException } from '@nestjs/common';
import { sqlState } from '../database';
import { isUnavailable } from '../database/unavailable';
import { ProblemError } from './problem-error';
import {
  bodyMalformed,
  bodyTooLarge,
  mediaTypeUnsupported,
  requestMalformed,
  routeNotFound,
} from './request-problems';
import { conflict, internalError, serviceUnavailable, valueNotAccepted } from './server-problems';

/** What an app adds: turns its own errors (refusals, named constraints) into problems; undefined for all others. */
export type ProblemTranslation = (error: unknown) => ProblemError | undefined;

const byStatus = (code: string, status: number, en: string, fr: string) => (): ProblemError =>
  new ProblemError({ code, status, title: { en, fr } });

/** Errors of the framework carry little more than a status; a status is also all that the caller needs of them. */
const OF_STATUS: Readonly<Record<number, () => ProblemError>> = {
  400: () => requestMalformed(),
  401: byStatus('NOT_SIGNED_IN', 401, 'Sign in first', 'Ouvrez d’abord une session'),
  403: byStatus('NOT_ALLOWED', 403, 'You may not do this', 'Vous n’y êtes pas autorisé'),
  404: () => routeNotFound(),
  408: byStatus(
    'REQUEST_TIMEOUT',
    408,
    'The request came too slowly',
    'La requête est arrivée trop lentement',
  ),
  413: () => bodyTooLarge(),
  414: () => routeNotFound(),
  415: () => mediaTypeUnsupported(),
  503: () => serviceUnavailable(),
};

function ofFramework(error: unknown): ProblemError | undefined {
  const status =
    error instanceof HttpException
      ? error.getStatus()
      : (error as { statusCode?: unknown } | null)?.statusCode;
  if (typeof status !== 'number') return undefined;
  const known = OF_STATUS[status];
  if (known) return known();
  return status >= 400 && status < 500 ? requestMalformed() : undefined;
}

/** 22 is "data exception", 23 "integrity constraint violation". */
function ofDatabase(error: unknown): ProblemError | undefined {
  const state = sqlState(error) ?? '';
  if (/^22...$/.test(state)) return valueNotAccepted(error);
  return /^23...$/.test(state) ? conflict(error) : undefined;
}

/** Whatever was thrown as the problem that the caller hears; never the words of an error that we do not know. */
export function problemOf(error: unknown, translation?: ProblemTranslation): ProblemError {
  if (error instanceof ProblemError) return error;
  const translated = translation?.(error);
  if (translated) return translated;
  if (isUnavailable(error)) return serviceUnavailable(error);
  if (error instanceof SyntaxError && (error as { statusCode?: number }).statusCode === 400)
    return bodyMalformed();
  return ofFramework(error) ?? ofDatabase(error) ?? internalError(error);
}
