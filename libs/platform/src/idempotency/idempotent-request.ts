import { createHash } from 'node:crypto';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { callerOf } from '../auth/caller';
import { describedHeader } from '../openapi/described-header';
import { ProblemError } from '../problem/problem-error';

/** One attempt of a caller to create something; `key` is the caller's own name for it. */
export interface IdempotentRequest {
  /** Who calls, e.g. the subject of the token: keys of different callers never meet. */
  caller: string;
  /** What is called, e.g. `POST /v1/things`, with the ids in it. */
  route: string;
  key: string;
  body: unknown;
}

/** The answer that is kept and given again. */
export interface Answer<Body = unknown> {
  status: number;
  body: Body;
  location?: string;
}

export type GivenAnswer<Body = unknown> = Answer<Body> & { replayed: boolean };

export const idempotencyKeyMissing = (): ProblemError =>
  new ProblemError({
    code: 'IDEMPOTENCY_KEY_MISSING',
    status: 400,
    title: { en: 'Send an Idempotency-Key', fr: 'Envoyez une Idempotency-Key' },
    detail: {
      en: 'A key of your own, 1 to 255 visible characters, new for each thing you create and the same when you repeat a request.',
      fr: 'Une clé de votre choix, de 1 à 255 caractères visibles, nouvelle pour chaque création et identique pour une répétition.',
    },
  });

export const idempotencyKeyReused = (): ProblemError =>
  new ProblemError({
    code: 'IDEMPOTENCY_KEY_REUSED',
    status: 422,
    title: {
      en: 'This Idempotency-Key was used for another request',
      fr: 'Cette Idempotency-Key a servi à une autre requête',
    },
  });

/** The key of the header; anything that is not 1 to 255 visible ASCII characters is no key: 400. */
export function idempotencyKeyOf(header: string | string[] | undefined): string {
  if (typeof header !== 'string' || !/^[\x21-\x7e]{1,255}$/.test(header)) throw idempotencyKeyMissing();
  return header;
}

const keyIn = (context: ExecutionContext): string =>
  idempotencyKeyOf(context.switchToHttp().getRequest<FastifyRequest>().headers['idempotency-key']);

const DESCRIBED = describedHeader({
  name: 'Idempotency-Key',
  required: true,
  description: 'A key of your own, new for each thing you create and the same when you repeat a request',
  schema: { type: 'string', pattern: '^[\\x21-\\x7e]{1,255}$' },
});

/** Parameter: the request's `Idempotency-Key`; 400 where it is absent. */
export const IdempotencyKey = createParamDecorator(
  (_: unknown, context: ExecutionContext): string => keyIn(context),
  [DESCRIBED],
);

/** Parameter: this call as one that may be repeated: who, what with its ids, the key and the body as it was sent; 400 without a key. */
export const IdempotentCall = createParamDecorator(
  (_: unknown, context: ExecutionContext): IdempotentRequest => {
    const { method, url, body } = context.switchToHttp().getRequest<FastifyRequest>();
    const route = `${method} ${url.replace(/\?.*$/, '')}`;
    return { caller: callerOf(context).subject, route, key: keyIn(context), body: body ?? {} };
  },
  [DESCRIBED],
);

/** The value with the fields of each object in the order of their names. A body with prototype keys was refused when it was read. */
function canonical(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  if (Array.isArray(value)) return value.map(canonical);
  const sorted: Record<string, unknown> = {};
  for (const name of Object.keys(value).sort())
    sorted[name] = canonical((value as Record<string, unknown>)[name]);
  return sorted;
}

const hashes = new WeakMap<IdempotentRequest, Buffer>();

/** Two bodies are the same when they hold the same values, whatever the order of their fields. Worked out once a request. */
export function bodyHash(request: IdempotentRequest): Buffer {
  const known = hashes.get(request);
  if (known) return known;
  const json = JSON.stringify(canonical(request.body)) ?? '';
  const hash = createHash('sha256').update(json).digest();
  hashes.set(request, hash);
  return hash;
}

/** Puts a kept answer on the wire; returns the body for the controller to return. */
export function give<Body>(reply: FastifyReply, answer: GivenAnswer<Body>): Body {
  reply.status(answer.status);
  if (answer.location) reply.header('location', answer.location);
  if (answer.replayed) reply.header('idempotency-replayed', 'true');
  return answer.body;
}
