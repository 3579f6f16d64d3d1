import { Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { contentEncodingUnsupported, mediaTypeUnsupported } from '@platform/problem/request-problems';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { takesDocuments } from '../document/document-bodies';
import { fileTooLarge, LARGEST_FILE } from './receive-import.use-case';

/** The one route that takes files of members. */
export const IMPORTS_ROUTE = '/v1/staff/imports';

/** Why the body cannot be taken, before a byte of it is read. */
function refusalOf(request: FastifyRequest): Error | undefined {
  // A document may be CSV too; its route reads and checks it itself.
  if (takesDocuments(request.routeOptions.url)) return undefined;
  if (request.routeOptions.url !== IMPORTS_ROUTE) return mediaTypeUnsupported();
  const encoding = request.headers['content-encoding'];
  // Unpacking is where bombs go off: files come as they are.
  if (encoding !== undefined && encoding !== 'identity') return contentEncodingUnsupported();
  return Number(request.headers['content-length'] ?? 0) > LARGEST_FILE ? fileTooLarge() : undefined;
}

/** Hands CSV to its route as it comes, unread; every other route refuses the media type as before. */
@Injectable()
export class CsvBody implements OnModuleInit {
  constructor(private readonly host: HttpAdapterHost) {}

  onModuleInit(): void {
    const fastify = this.host.httpAdapter?.getInstance<FastifyInstance>();
    if (!fastify?.addContentTypeParser || fastify.hasContentTypeParser('text/csv')) return;
    fastify.addContentTypeParser('text/csv', { bodyLimit: LARGEST_FILE }, (request, body, done) => {
      const refusal = refusalOf(request);
      if (refusal) done(refusal);
      else done(null, body);
    });
  }
}
