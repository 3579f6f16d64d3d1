import { dirname } from 'node:path';
import type { INestApplication } from '@nestjs/common';
import {
  DocumentBuilder,
  getSchemaPath,
  SwaggerModule,
  type ApiResponseOptions,
  type OpenAPIObject,
} from '@nestjs/swagger';
import type { FastifyInstance } from 'fastify';
import { readAnswers, withAnswers } from './described-answers';
import { ProblemDto } from './problem.dto';
import { PAGE_POLICY, referencePage, START_SCRIPT } from './reference-page';

export interface ApiDescription {
  title: string;
  description: string;
  version: string;
  /** The file of what the routes answer; the document of an API without one says nothing of it. */
  answers?: string;
}

/** What every route may answer instead of what it is for. */
const PROBLEM: ApiResponseOptions = {
  status: 'default',
  description: 'What was wrong, with a stable code (RFC 9457)',
  content: { 'application/problem+json': { schema: { $ref: getSchemaPath(ProblemDto) } } },
};

/** The OpenAPI 3.1 document of an application's controllers. */
export function describeApi(
  app: INestApplication,
  { title, description, version, answers }: ApiDescription,
): OpenAPIObject {
  const base = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle(title)
    .setDescription(description)
    .setVersion(version)
    .addBearerAuth()
    .addGlobalResponse(PROBLEM)
    .build();
  const document = SwaggerModule.createDocument(app, base, { extraModels: [ProblemDto] });
  return answers ? withAnswers(document, readAnswers(answers)) : document;
}

const assetFolder = (): string => dirname(require.resolve('swagger-ui-dist/package.json'));

/**
 * `/docs` (reference page) and `/docs/openapi.json`. The document is made when it is first asked for.
 * @public loaded by `require` where it is served, which the search for unused exports does not follow
 */
export function addApiReference(
  fastify: FastifyInstance,
  app: INestApplication,
  description: ApiDescription,
): void {
  let document: OpenAPIObject | undefined;
  fastify.get('/docs', (_request, reply) =>
    reply
      .header('content-security-policy', PAGE_POLICY)
      .type('text/html; charset=utf-8')
      .send(referencePage(description.title)),
  );
  fastify.get('/docs/start.js', (_request, reply) =>
    reply.type('text/javascript; charset=utf-8').send(START_SCRIPT),
  );
  fastify.get('/docs/openapi.json', () => (document ??= describeApi(app, description)));
  void fastify.register(import('@fastify/static'), {
    root: assetFolder(),
    prefix: '/docs/assets/',
    decorateReply: false,
    index: false,
    allowedPath: (path) => /^\/?(swagger-ui\.css|swagger-ui-bundle\.js|favicon-32x32\.png)$/.test(path),
  });
}
