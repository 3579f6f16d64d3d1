import { Injectable } from '@nestjs/common';
import type { Envelope } from '@peer-contract/envelope';
import type { Receipt } from '@peer-contract/receipt';
import type { Tx } from '@platform/database';
import { Conversations } from '../record-sync/conversations';
import { RecordKind, type WordAbout } from '../record-sync/record-kind';
import { RestoredValidations } from './restored-validations';
import { VALIDATION_KIND, type ValidationRecord } from './validation-record';
import { Validations } from './validations';
import { isText, isUuid, listOf, oneOf, orAbsent, recordOf } from '../domain/record-shape';
import { VALIDATION_KINDS, VALIDATION_MOVES } from '../domain/validation';

const isTextOfAnyLength = (value: unknown): boolean => typeof value === 'string';
const isWritten = listOf(recordOf({ on: isText, text: isTextOfAnyLength }));

const isPerformed = recordOf({
  performer: (value) => value === true,
  applicationId: orAbsent(isUuid),
  linkId: orAbsent(isUuid),
  kind: oneOf(VALIDATION_KINDS),
  state: oneOf(Object.keys(VALIDATION_MOVES)),
  facts: recordOf({ plannedOn: isText, visitOn: orAbsent(isText), responses: orAbsent(isWritten) }),
});
const isRecognized = recordOf({
  performer: (value) => value === false,
  recognition: orAbsent(recordOf({ outcome: oneOf(['RECOGNIZED', 'DECLINED']), on: isText })),
  response: orAbsent(recordOf({ askedOn: isText, question: isTextOfAnyLength, responses: isWritten })),
});

/** What the other program says of validations: its own ones' progress, and its recognition of ours. */
@Injectable()
export class ValidationRecordKind extends RecordKind {
  readonly kind = VALIDATION_KIND;

  constructor(
    private readonly validations: Validations,
    private readonly restored: RestoredValidations,
    private readonly conversations: Conversations,
  ) {
    super();
  }

  isWellFormed({ subject, record }: Envelope): boolean {
    return isUuid(subject) && (isPerformed(record) || isRecognized(record));
  }

  /** VAL-14: what it was, and the dates that it gave the account, as rows with source `RESTORED`. */
  override async takeBack(tx: Tx, id: string, own: object, theirs?: WordAbout): Promise<boolean> {
    if (!isPerformed(own) && !isRecognized(own)) return false;
    await this.restored.restore(
      tx,
      id,
      own as ValidationRecord,
      theirs?.record as ValidationRecord | undefined,
    );
    return false;
  }

  async hear(tx: Tx, messages: readonly Envelope[]): Promise<Receipt[]> {
    return this.conversations.hear(tx, messages, ({ subject, record }) =>
      this.validations.keepHeard(tx, subject, record as ValidationRecord),
    );
  }
}
