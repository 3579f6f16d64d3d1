import { Injectable } from '@nestjs/common';
import { MessageSigner } from '@messaging/signatures/message-signer';
import { MessageVerifier } from '@messaging/signatures/message-verifier';
import { Clock } from '@platform/clock';
import type { ProgramProfile } from '../domain/program-profile';
import { statementText } from '../domain/reconciliation/statement';
import { InjectProgram } from '../program/program';
import { agreedOf, type Agreement } from './agreed-digest';
import type { StatementSignature } from './reconciliation.entity';

/** What both programs sign of one reconciliation, and their signatures. */
@Injectable()
export class Statements {
  constructor(
    private readonly signer: MessageSigner,
    private readonly verifier: MessageVerifier,
    private readonly clock: Clock,
    @InjectProgram() private readonly profile: ProgramProfile,
  ) {}

  /** The statement as this side's own rows make it. */
  textOf(reconciliation: string, on: string, agreement: Agreement): string {
    const { code, peer } = this.profile;
    const programs = [code, peer.code].sort() as [string, string];
    return statementText({ version: '1', reconciliation, on, programs, ...agreedOf(agreement) });
  }

  async sign(text: string): Promise<StatementSignature> {
    const signature = await this.signer.signText(text);
    return { program: this.profile.code, ...signature, at: this.clock.now().toISOString() };
  }

  /** Whether the other program signed this very text. */
  async isSignedByPeer(text: string, signature: StatementSignature): Promise<boolean> {
    return (
      signature.program === this.profile.peer.code && (await this.verifier.isTextSigned(text, signature))
    );
  }
}
