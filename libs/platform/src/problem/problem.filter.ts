import { Catch, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { AllowedMethods } from '../http/allowed-methods';
import { languageOf } from '../http/language';
import { SECURITY_HEADERS } from '../http/security-headers';
import type { AppLogger } from '../logging/app-logger';
import { problemBody } from './problem-body';
import type { ProblemError } from './problem-error';
import { problemOf, type ProblemTranslation } from './problem-of';
import { methodNotAllowed } from './request-problems';

/** The only place where an error becomes an answer: `application/problem+json`, in the caller's language, without inner detail. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(
    private readonly logger: AppLogger,
    private readonly allowedMethods: AllowedMethods,
    private readonly translation?: ProblemTranslation,
  ) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    this.answer(error, http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>());
  }

  answer(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
    const found = this.problemOf(error, request);
    if (found.problem.status >= 500) this.record(found, error);
    if (!reply.sent) send(found, request, reply);
  }

  private problemOf(error: unknown, request: FastifyRequest): ProblemError {
    const others = request.is404 ? this.allowedMethods.instead(request.method, request.url) : [];
    return others.length > 0 ? methodNotAllowed(others) : problemOf(error, this.translation);
  }

  private record({ problem }: ProblemError, error: unknown): void {
    // An outage fails every request alike: one short line each, no stack.
    if (problem.status === 503)
      this.logger.pino.warn({ code: problem.code, reason: (error as Error).message }, problem.title.en);
    else this.logger.pino.error({ code: problem.code, err: error }, problem.title.en);
  }
}

function send({ problem }: ProblemError, request: FastifyRequest, reply: FastifyReply): void {
  const language = languageOf(request.headers['accept-language']);
  const body = problemBody(problem, { language, instance: request.url, correlationId: request.id });
  if (problem.retryAfter !== undefined) reply.header('retry-after', problem.retryAfter);
  void reply
    .status(problem.status)
    .headers({
      ...SECURITY_HEADERS,
      ...problem.headers,
      'x-correlation-id': request.id,
      'content-language': language,
    })
    .type('application/problem+json; charset=utf-8')
    .send(JSON.stringify(body));
}
