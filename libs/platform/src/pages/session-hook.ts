import type { FastifyInstance, FastifyRequest } from 'fastify';
import { ProblemError } from '../problem/problem-error';
import type { SignIn } from './sign-in';

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Our pages add it to everything that changes something; another site cannot without being asked first (CORS). */
export const PAGE_REQUEST_HEADER = 'x-portal-request';

const forged = (): ProblemError =>
  new ProblemError({
    code: 'REQUEST_NOT_FROM_PAGES',
    status: 403,
    title: {
      en: 'This request did not come from our own pages',
      fr: 'Cette demande ne provient pas de nos propres pages',
    },
  });

/**
 * A cookie counts for requests of our own pages only, whose token it carries to the same API that everyone else uses. Who
 * sends a bearer token of its own is not touched. `mounted`: the path of foreign pages that ask who is signed in too.
 */
export function addSessionHook(fastify: FastifyInstance, signIn: SignIn, mounted?: string): void {
  const counts = [/^\/(v1|sign-out)(\/|$|\?)/, ...(mounted ? [new RegExp(`^${mounted}(/|$|\\?)`)] : [])];
  fastify.addHook('onRequest', async (request) => {
    if (request.headers.authorization !== undefined || !signIn.hasCookie(request)) return;
    if (!counts.some((path) => path.test(request.url))) return;
    if (!isFromOwnPages(request)) throw forged();
    const token = await signIn.tokenOf(request);
    if (token) request.headers.authorization = `Bearer ${token}`;
  });
}

function isFromOwnPages(request: FastifyRequest): boolean {
  const site = request.headers['sec-fetch-site'];
  const isSameOrigin = site === undefined || site === 'same-origin' || site === 'none';
  if (SAFE.has(request.method)) return isSameOrigin;
  return isSameOrigin && request.headers[PAGE_REQUEST_HEADER] === '1';
}
