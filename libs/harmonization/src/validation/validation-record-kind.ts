import { Injectable } from '@nestjs/common';
import type { Envelope } from '@peer-contract/envelope';
import type { Receipt } from '@peer-contract/receipt';
import type { Tx } from '@platform/database';
import { Conversations } from '../record-sync/conversations';
import { RecordKind } from '../record-sync/record-kind';
import { VALIDATION_KIND, Validations, type ValidationRecord } from './validations';

/** What the other program says of validations: its own ones' progress, and its recognition of ours. */
@Injectable()
export class ValidationRecordKind extends RecordKind {
  readonly kind = VALIDATION_KIND;

  constructor(
    private readonly validations: Validations,
    private readonly conversations: Conversations,
  ) {
    super();
  }

  async hear(tx: Tx, messages: readonly Envelope[]): Promise<Receipt[]> {
    return this.conversations.hear(tx, messages, ({ subject, record }) =>
      this.validations.keepHeard(tx, subject, record as ValidationRecord),
    );
  }
}
