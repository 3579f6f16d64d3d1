import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Injectable } from '@nestjs/common';
import type { AppControllerRoute, BullBoardQueues } from '@bull-board/api/typings/app';
import { languageOf } from '@platform/http/language';
import { MountedPages } from '@platform/pages/mounted-pages';
import type { Queue } from 'bullmq';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { withinPatience } from '../queues/patience';
import { QUEUE_NAMES, Queues } from '../queues/queues';
import { ADDITIONS, boardPage } from './board-page';
import { BoardParts } from './board-parts';

const LOCALES = { en: 'en-US', fr: 'fr-FR' } as const;

/** bull-board over this service's own queues: how many jobs wait, which schedulers run when. It only reads. */
@Injectable()
export class QueueBoard extends MountedPages {
  readonly path = '/portal/queues';
  readonly roles = ['OFFICER', 'HQ', 'AUDITOR'];

  constructor(private readonly queues: Queues) {
    super();
  }

  async addRoutes(scope: FastifyInstance): Promise<void> {
    const board = await boardParts();
    this.addPage(scope, board);
    for (const route of board.reads)
      for (const url of [route.route].flat())
        scope.get(url, (request, reply) => this.answer(board, route, request, reply));
    const files = { decorateReply: false, index: false } as const;
    await scope.register(import('@fastify/static'), {
      ...files,
      root: board.assets,
      prefix: '/static/',
      immutable: true,
      maxAge: '1d',
    });
    await scope.register(import('@fastify/static'), {
      ...files,
      root: join(__dirname, 'served'),
      prefix: `/${ADDITIONS}`,
    });
  }

  private addPage(scope: FastifyInstance, { entry, config }: BoardParts): void {
    const template = readFileSync(join(uiFolder(), 'dist', 'index.ejs'), 'utf8');
    const show = (request: FastifyRequest, reply: FastifyReply): FastifyReply => {
      const lng = LOCALES[languageOf(request.headers['accept-language'])];
      const { params } = entry.handler({ basePath: this.path, uiConfig: { ...config, locale: { lng } } });
      return reply.type('text/html; charset=utf-8').send(boardPage(template, params));
    };
    for (const url of [entry.route].flat()) scope.get(url, show);
  }

  private async answer(
    { config }: BoardParts,
    route: AppControllerRoute,
    { params, query }: FastifyRequest,
    reply: FastifyReply,
  ): Promise<FastifyReply> {
    const queues = await this.present();
    const given = { query: query as object, params: params as object, body: {}, headers: {} };
    const answered = Promise.resolve(route.handler({ queues, uiConfig: config, ...given }));
    const { status = 200, body } = await withinPatience(answered);
    return reply.status(status).send(body);
  }

  private async present(): Promise<BullBoardQueues> {
    const { BullMQAdapter } = await import('@bull-board/api/bullMQAdapter');
    const adapters = QUEUE_NAMES.map((name) => {
      // The board wants a queue of whatever engine; ours says which.
      const queue = this.queues.queue(name) as unknown as Queue;
      return [name, new BullMQAdapter(queue, { readOnlyMode: true, allowRetries: false })] as const;
    });
    return new Map(adapters);
  }
}

const uiFolder = (): string => dirname(require.resolve('@bull-board/ui/package.json'));

async function boardParts(): Promise<BoardParts> {
  // Loaded only where it is served: a worker has no use for its weight.
  const { createBullBoard } = await import('@bull-board/api');
  const parts = new BoardParts();
  const uiConfig = {
    boardTitle: 'BullMQ',
    hideDocsLink: true,
    hideRedisDetails: true,
    miscLinks: [{ text: 'Operations / Opérations', url: '/portal/operations' }],
  };
  createBullBoard({ queues: [], serverAdapter: parts, options: { uiBasePath: uiFolder(), uiConfig } });
  return parts;
}
