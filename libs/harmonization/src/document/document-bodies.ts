import { Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { mediaTypeUnsupported } from '@platform/problem/request-problems';
import type { FastifyInstance } from 'fastify';

/** Routes whose body is a document as it is. */
const UPLOADS: ReadonlySet<string> = new Set([
  '/v1/accounts/:accountNumber/documents',
  '/v1/applications/:id/documents',
  '/v1/staff/library',
]);

/** Whether the body of a call is a document, of whatever type. */
export const takesDocuments = (route: string | undefined): boolean => UPLOADS.has(route ?? '');

/** Hands the body of an upload on unread, whatever its type: the use case reads it, counts it and checks it. Elsewhere: 415. */
@Injectable()
export class DocumentBodies implements OnModuleInit {
  constructor(private readonly host: HttpAdapterHost) {}

  onModuleInit(): void {
    // A worker without an HTTP side has no adapter.
    const fastify = this.host.httpAdapter?.getInstance<FastifyInstance>();
    if (!fastify?.addContentTypeParser || fastify.hasContentTypeParser('*')) return;
    fastify.addContentTypeParser('*', (request, payload, done) =>
      takesDocuments(request.routeOptions.url) ? done(null, payload) : done(mediaTypeUnsupported()),
    );
  }
}
