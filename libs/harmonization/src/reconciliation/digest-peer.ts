import { Injectable } from '@nestjs/common';
import { PeerClient } from '@messaging/peer/peer-client';
import type { DigestAnswers, DigestStep, StepOf } from './digest-steps';

export const DIGESTS_PATH = '/peer/v1/digests';

/** The other side of one reconciliation; counts the bytes of the bodies that are exchanged. */
export class DigestConversation {
  bytes = 0;

  constructor(private readonly peer: PeerClient) {}

  async ask<Name extends DigestStep['step']>(question: StepOf<Name>): Promise<DigestAnswers[Name]> {
    const body = Buffer.from(JSON.stringify(question));
    const answer = await this.peer.call('POST', DIGESTS_PATH, body);
    this.bytes += body.length + answer.body.length;
    return JSON.parse(answer.body.toString()) as DigestAnswers[Name];
  }
}

/** Opens the conversation with the peer that a reconciliation needs. */
@Injectable()
export class DigestPeer {
  constructor(private readonly peer: PeerClient) {}

  converse(): DigestConversation {
    return new DigestConversation(this.peer);
  }
}
