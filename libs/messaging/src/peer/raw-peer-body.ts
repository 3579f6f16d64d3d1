import { Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';
import { MAX_BATCH_BYTES } from '@peer-contract/batch';
import { PEER_MEDIA_TYPE } from './media-type';

/** Keeps the bytes of what a peer posts; every other media type is parsed as before. */
@Injectable()
export class RawPeerBody implements OnModuleInit {
  constructor(private readonly host: HttpAdapterHost) {}

  onModuleInit(): void {
    // A worker without an HTTP side has no adapter.
    const fastify = this.host.httpAdapter?.getInstance<FastifyInstance>();
    if (!fastify?.addContentTypeParser || fastify.hasContentTypeParser(PEER_MEDIA_TYPE)) return;
    fastify.addContentTypeParser(
      PEER_MEDIA_TYPE,
      { parseAs: 'buffer', bodyLimit: MAX_BATCH_BYTES },
      (_, body, done) => done(null, body),
    );
  }
}
