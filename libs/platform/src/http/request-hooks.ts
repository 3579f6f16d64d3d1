import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { AppLogger } from '../logging/app-logger';
import type { HealthChecks } from '../health/health-checks';
import type { Metrics } from '../metrics/metrics';
import { routeNotFound } from '../problem/request-problems';
import { withCorrelationId } from './correlation';
import { isOperatorPath } from './operator-routes';
import { SECURITY_HEADERS } from './security-headers';
import { refuseUnusableText } from './usable-text';

interface Watchers {
  logger: AppLogger;
  metrics: Metrics;
  health: HealthChecks;
  servesApi: boolean;
}

/** What happens to every request, whichever route it takes. */
export function addRequestHooks(
  fastify: FastifyInstance,
  { logger, metrics, health, servesApi }: Watchers,
): void {
  fastify.addHook('onRequest', (request, reply, done) => {
    reply.headers({ ...SECURITY_HEADERS, 'x-correlation-id': request.id });
    done(servesApi || isOperatorPath(request.url) ? undefined : routeNotFound());
  });
  // After the body was read: what follows runs in this context, while events of the socket before it do not.
  fastify.addHook('preValidation', (request, _reply, done) =>
    withCorrelationId(request.id, () => done(unusableTextIn(request))),
  );
  // A connection that a client keeps open would hold up the end of the process.
  fastify.addHook('onSend', (_request, reply, _payload, done) => {
    if (health.isClosing) reply.header('connection', 'close');
    done();
  });
  fastify.addHook('onResponse', (request, reply, done) => {
    record(request, reply, logger, metrics);
    done();
  });
}

/** Bodies were checked when they were read. */
function unusableTextIn(request: FastifyRequest): Error | undefined {
  try {
    refuseUnusableText(request.query);
    refuseUnusableText(request.params);
    return undefined;
  } catch (error) {
    return error as Error;
  }
}

function record(request: FastifyRequest, reply: FastifyReply, logger: AppLogger, metrics: Metrics): void {
  const route = request.is404 ? 'unknown' : (request.routeOptions.url ?? 'unknown');
  metrics.observeRequest(request.method, route, reply.statusCode, reply.elapsedTime / 1000);
  logger.pino.debug(
    {
      correlationId: request.id,
      method: request.method,
      route,
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime),
    },
    'answered',
  );
}
