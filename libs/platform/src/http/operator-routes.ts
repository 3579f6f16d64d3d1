import type { FastifyInstance } from 'fastify';
import type { HealthChecks } from '../health/health-checks';
import type { Metrics } from '../metrics/metrics';

const OPERATOR_PATHS = /^\/(health\/(live|ready)|metrics)(\?|$)/;

/** True for what operators ask; all that a process without the api role answers. */
export const isOperatorPath = (url: string): boolean => OPERATOR_PATHS.test(url);

/** `/health/live` (the process answers), `/health/ready` (its servers answer too), `/metrics` (Prometheus). */
export function addOperatorRoutes(fastify: FastifyInstance, health: HealthChecks, metrics: Metrics): void {
  fastify.get('/health/live', () => ({ status: 'live' }));
  fastify.get('/health/ready', async (_request, reply) => {
    const { ready, checks } = await health.readiness();
    return reply.status(ready ? 200 : 503).send({ status: ready ? 'ready' : 'not ready', checks });
  });
  fastify.get('/metrics', async (_request, reply) =>
    reply.type(metrics.registry.contentType).send(await metrics.text()),
  );
}
