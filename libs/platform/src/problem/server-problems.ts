import { ProblemError } from './problem-error';

/** Seconds after which a caller may come again: a restarted database is back within a few. */
const RETRY_AFTER = 5;

export const serviceUnavailable = (cause?: unknown): ProblemError =>
  new ProblemError(
    {
      code: 'SERVICE_UNAVAILABLE',
      status: 503,
      title: {
        en: 'The service is not available at the moment',
        fr: 'Le service n’est pas disponible pour le moment',
      },
      detail: {
        en: 'Nothing was lost; send the same request again.',
        fr: 'Rien n’est perdu; envoyez de nouveau la même requête.',
      },
      retryAfter: RETRY_AFTER,
    },
    { cause },
  );

export const internalError = (cause?: unknown): ProblemError =>
  new ProblemError(
    {
      code: 'INTERNAL_ERROR',
      status: 500,
      title: { en: 'Something went wrong on our side', fr: 'Une erreur s’est produite de notre côté' },
      detail: {
        en: 'It was recorded under the correlation id of this answer.',
        fr: 'Elle a été consignée sous l’identifiant de corrélation de cette réponse.',
      },
    },
    { cause },
  );

/** PostgreSQL refused a value that every check before it let through. */
export const valueNotAccepted = (cause?: unknown): ProblemError =>
  new ProblemError(
    {
      code: 'VALUE_NOT_ACCEPTED',
      status: 422,
      title: { en: 'A value cannot be stored', fr: 'Une valeur ne peut être conservée' },
    },
    { cause },
  );

/** A race was lost on a constraint that no use case has given a code of its own. */
export const conflict = (cause?: unknown): ProblemError =>
  new ProblemError(
    {
      code: 'CONFLICT',
      status: 409,
      title: { en: 'It contradicts what is already there', fr: 'Cela contredit ce qui existe déjà' },
    },
    { cause },
  );
