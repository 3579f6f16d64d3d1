import type { Envelope } from '@peer-contract/envelope';
import type { Tx } from '@platform/database';
import type { Receipt } from '@peer-contract/receipt';

/** A word of either side, under its number. */
export interface NumberedWord {
  readonly incarnation: number;
  readonly seq: number;
  readonly record: object;
}

/** A word and what it is about. */
export interface WordAbout extends NumberedWord {
  readonly subject: string;
}

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
   * B3 and B4: after a restore takes back what the peer had heard this side say of a subject, as rows with source `RESTORED`; of
   * some kinds the peer also tells its own present word. Answers whether staff must look at it. Twice is safe. Of most kinds the word
   * itself is all there is.
   */
  async takeBack(_tx: Tx, _subject: string, _own: object, _theirs?: WordAbout): Promise<boolean> {
    return false;
  }

  /** B4: after a restore hears what the peer says now of subjects that may be unknown here. Of most kinds a message tells it later. */
  async hearAbout(_tx: Tx, _words: readonly WordAbout[]): Promise<void> {}

  /** Takes what the peer says, in one transaction for the whole batch; answers one receipt a message. */
  abstract hear(tx: Tx, messages: readonly Envelope[]): Promise<Receipt[]>;

  /** Messages applied before have come again. Only a kind whose receipts carry words has anything to do then. */
  async heardAgain(_tx: Tx, _messages: readonly Envelope[]): Promise<void> {}
}

/** Nest token under which every capability gives its record kinds. */
export const RECORD_KINDS = Symbol('RECORD_KINDS');
