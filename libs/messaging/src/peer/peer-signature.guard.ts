import { Injectable, Logger, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { ProblemError } from '@platform/problem/problem-error';
import type { FastifyRequest } from 'fastify';
import { MessageVerifier } from '../signatures/message-verifier';
import { signatureHeaders, SignatureRefused, type SignedRequest } from '../signatures/signed-message';

/** A request whose signature holds: the body is the bytes that were signed. */
export interface PeerRequest extends FastifyRequest {
  signed: SignedRequest;
}

const REFUSED_TITLE = {
  en: 'The signature of the request is missing, too old or not valid',
  fr: 'La signature de la requête manque, est trop ancienne ou n’est pas valide',
};

/** Lets only the peer in. For routes that take `PEER_MEDIA_TYPE` or have no body. */
@Injectable()
export class PeerSignatureGuard implements CanActivate {
  private readonly log = new Logger(PeerSignatureGuard.name);

  constructor(private readonly verifier: MessageVerifier) {}

  /** The caller hears only that the signature was refused, not which part of it to forge better. */
  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<PeerRequest>();
    request.signed = signedRequestOf(request);
    try {
      await this.verifier.verifyRequest(request.signed);
      return true;
    } catch (error) {
      if (!(error instanceof SignatureRefused)) throw error;
      this.log.warn(`Peer request refused: ${error.message}`);
      throw new ProblemError({ code: 'SIGNATURE_REFUSED', status: 401, title: REFUSED_TITLE });
    }
  }
}

const signedRequestOf = (request: FastifyRequest): SignedRequest => ({
  method: request.method,
  target: request.originalUrl,
  body: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0),
  headers: signatureHeaders(request.headers),
});
