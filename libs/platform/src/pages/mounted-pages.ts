import type { FastifyInstance } from 'fastify';

/** Ready-made pages of another maker that stand among ours: for some roles only, and never to change anything. */
export abstract class MountedPages {
  /** Below `/portal/`, without a slash at its end. */
  abstract readonly path: string;
  /** Any of them may look; to everyone else there is nothing under this path. */
  abstract readonly roles: readonly string[];
  /** Adds what is read; addresses are relative to `path`. */
  abstract addRoutes(scope: FastifyInstance): Promise<void>;
}
