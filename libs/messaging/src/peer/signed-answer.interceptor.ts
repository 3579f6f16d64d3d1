import {
  Inject,
  Injectable,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { mergeMap, type Observable } from 'rxjs';
import { MESSAGING_OPTIONS, type MessagingOptions } from '../messaging-options';
import { MessageSigner } from '../signatures/message-signer';
import { PEER_MEDIA_TYPE } from './media-type';
import type { PeerRequest } from './peer-signature.guard';

/**
 * Signs what a handler answers to a peer, bound to the request. Only for handlers behind `PeerSignatureGuard` that answer
 * 200; a `Buffer` goes out as it is, anything else as JSON. Refusals (4xx, 5xx) are not signed: no sender relies on them.
 */
@Injectable()
export class SignedAnswerInterceptor implements NestInterceptor {
  constructor(
    @Inject(MESSAGING_OPTIONS) private readonly options: MessagingOptions,
    private readonly signer: MessageSigner,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<Promise<Buffer> | Buffer> {
    const http = context.switchToHttp();
    return next
      .handle()
      .pipe(mergeMap((value: unknown) => this.sign(value, http.getRequest(), http.getResponse())));
  }

  private async sign(value: unknown, request: PeerRequest, reply: FastifyReply): Promise<Buffer> {
    const body = Buffer.isBuffer(value) ? value : Buffer.from(JSON.stringify(value));
    const headers = await this.signer.signResponse(
      { status: 200, body },
      request.signed,
      this.options.peer.code,
    );
    if (!Buffer.isBuffer(value)) void reply.type(PEER_MEDIA_TYPE);
    void reply.headers(headers);
    return body;
  }
}
