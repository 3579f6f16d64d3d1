import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { TokenVerifier } from '../auth/token-verifier';
import { mountPages } from './mount-pages';
import type { MountedPages } from './mounted-pages';
import { PAGE_HEADERS } from './page-headers';
import { PAGES, type PagesOptions } from './pages-options';
import { addSessionHook } from './session-hook';
import { SignIn } from './sign-in';

/** Foreign pages among ours, and by what we know who may see them. */
export interface Mounting {
  readonly pages: MountedPages;
  readonly tokens: TokenVerifier;
}

/**
 * Serves the built pages under `/portal/`, their sign-in, and lets their cookie stand for a bearer token.
 * @public loaded by `require` where it is served, which the search for unused exports does not follow
 */
export function addPages(fastify: FastifyInstance, options: PagesOptions, mounting?: Mounting): void {
  const index = join(options.folder, 'index.html');
  if (!existsSync(index)) throw new Error(`There are no built pages in ${options.folder}.`);
  const signIn = new SignIn(options);
  addSessionHook(fastify, signIn, mounting?.pages.path);
  signIn.addRoutes(fastify);
  const html = readFileSync(index, 'utf8');
  fastify.get('/', (_request, reply) => reply.redirect(PAGES, 302));
  fastify.get('/portal', (_request, reply) => reply.redirect(PAGES, 302));
  fastify.get(`${PAGES}face.json`, (_request, reply) =>
    reply.header('cache-control', 'no-cache').send(options.face()),
  );
  void fastify.register(import('@fastify/static'), {
    root: join(options.folder, 'assets'),
    prefix: `${PAGES}assets/`,
    decorateReply: false,
    index: false,
    immutable: true,
    maxAge: '1y',
    preCompressed: true,
  });
  const sendPage = (reply: FastifyReply): FastifyReply =>
    reply
      .headers({ ...PAGE_HEADERS, 'cache-control': 'no-cache' })
      .type('text/html; charset=utf-8')
      .send(html);
  const { publicUrl } = options;
  if (mounting) mountPages(fastify, mounting.pages, { tokens: mounting.tokens, publicUrl, sendPage });
  // Every other path below is a page: which one, the script decides from the address.
  fastify.get(`${PAGES}*`, (_request, reply) => sendPage(reply));
}
