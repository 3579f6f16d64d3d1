import type { Envelope } from '@peer-contract/envelope';
import type { Tx } from '@platform/database';
import type { Receipt } from '@peer-contract/receipt';

/**
 * One kind of record that the two services say to each other (protocol §5). Kinds differ in their record's shape and in
 * what follows from hearing one; numbering, ordering, storing and saying again are the same for all.
 */
export abstract class RecordKind {
  abstract readonly kind: string;

  /** Whether the other side keeps what was said as it was said; a reconciliation compares only such kinds. */
  readonly isMirrored: boolean = true;

  /** Whether a message can be a record of this kind at all; a malformed one is refused and parked at its sender. */
  abstract isWellFormed(message: Envelope): boolean;

  /**
   * B3 for facts: after a restore takes back what the peer had heard this side say of a subject, as rows with source `RESTORED`.
   * Answers whether anything here differed. Twice is safe. Of most kinds the word itself is all there is.
   */
  async takeBack(_tx: Tx, _subject: string, _record: object): Promise<boolean> {
    return false;
  }

  /** Takes what the peer says, in one transaction for the whole batch; answers one receipt a message. */
  abstract hear(tx: Tx, messages: readonly Envelope[]): Promise<Receipt[]>;
}

/** Nest token under which every capability gives its record kinds. */
export const RECORD_KINDS = Symbol('RECORD_KINDS');
