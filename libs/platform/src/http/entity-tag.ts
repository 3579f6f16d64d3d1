import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { describedHeader } from '../openapi/described-header';
import { ProblemError } from '../problem/problem-error';

/** The strong validator of a versioned resource, e.g. `"7"`. */
export const entityTag = (version: number | string): string => `"${version}"`;

/** 428: a change must say which version it was made from. */
export const preconditionMissing = (): ProblemError =>
  new ProblemError({
    code: 'PRECONDITION_MISSING',
    status: 428,
    title: { en: 'Say which version you change', fr: 'Indiquez la version que vous modifiez' },
    detail: {
      en: 'Send If-Match with the ETag of the version that you read.',
      fr: 'Envoyez If-Match avec l’ETag de la version que vous avez lue.',
    },
  });

/** 412: someone else changed it meanwhile; `current` is the version to read. */
export const versionStale = (current?: number): ProblemError =>
  new ProblemError({
    code: 'VERSION_STALE',
    status: 412,
    title: { en: 'It was changed meanwhile', fr: 'Une modification a eu lieu entre-temps' },
    detail: {
      en: 'Read it again and repeat your change.',
      fr: 'Relisez la ressource et refaites votre modification.',
    },
    facts: current === undefined ? undefined : { currentVersion: current },
  });

/** The version that `If-Match` names. Weak tags, lists and other texts match no version: 412; absent or `*` names none: 428. */
export function expectedVersion(ifMatch: string | undefined): number {
  if (!ifMatch?.trim() || ifMatch.trim() === '*') throw preconditionMissing();
  const [, version] = /^"(\d{1,15})"$/.exec(ifMatch.trim()) ?? [];
  if (version === undefined) throw versionStale();
  return Number(version);
}

/** Parameter: the version that the caller's `If-Match` names, for `UPDATE … WHERE version = $n`. */
export const ExpectedVersion = createParamDecorator(
  (_: unknown, context: ExecutionContext): number =>
    expectedVersion(context.switchToHttp().getRequest<FastifyRequest>().headers['if-match']),
  [
    describedHeader({
      name: 'If-Match',
      required: true,
      description: 'The ETag of the version that you read',
      schema: { type: 'string', example: '"7"' },
    }),
  ],
);
