import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { verifiedCaller } from '../auth/verified-caller';
import type { TokenVerifier } from '../auth/token-verifier';
import { ProblemError } from '../problem/problem-error';
import { methodNotAllowed } from '../problem/request-problems';
import type { MountedPages } from './mounted-pages';
import { mountedHeaders } from './page-headers';

/** What our pages do for those that are mounted among them. */
export interface Mount {
  readonly tokens: TokenVerifier;
  /** Where browsers reach this service. */
  readonly publicUrl: () => string;
  /** Answers as for every path below `/portal/` that is no page of ours: what it shows, the script decides. */
  readonly sendPage: (reply: FastifyReply) => FastifyReply;
}

const READS: readonly string[] = ['GET', 'HEAD'];

/**
 * Adds foreign pages behind our sign-in. Whoever may not see them is answered as if they did not exist; what does not merely read is
 * refused before it reaches them, whatever they would do with it.
 */
export function mountPages(fastify: FastifyInstance, pages: MountedPages, mount: Mount): void {
  const { tokens, publicUrl, sendPage } = mount;
  const mounted = async (scope: FastifyInstance): Promise<void> => {
    scope.addHook('onRequest', async (request, reply) => {
      if (!READS.includes(request.method)) throw methodNotAllowed(READS);
      if (!(await isAdmitted(request, tokens, pages.roles))) return sendPage(reply);
      void reply.headers(mountedHeaders(new URL(`${pages.path}/`, publicUrl()).href));
    });
    await pages.addRoutes(scope);
  };
  void fastify.register(mounted, { prefix: pages.path });
}

/** Deny by default: nobody, a token that does not count here, and a person without the role are one and the same. */
async function isAdmitted(
  request: FastifyRequest,
  tokens: TokenVerifier,
  roles: readonly string[],
): Promise<boolean> {
  try {
    const caller = await verifiedCaller(request, tokens);
    return roles.some((role) => caller.roles.includes(role));
  } catch (error) {
    if (error instanceof ProblemError && error.problem.status === 401) return false;
    throw error;
  }
}
