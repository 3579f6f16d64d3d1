import type { Envelope } from '@peer-contract/envelope';
import type { Receipt } from '@peer-contract/receipt';
import type { Tx } from '@platform/database';

/** A message on its way out: the envelope is the text that was stored. */
export interface LeavingMessage {
  readonly id: string;
  readonly kind: string;
  readonly subject: string;
  readonly json: string;
}

export const HELD = 'HELD';

/**
 * Port to whoever understands the messages: provided once in the application, under this class as token.
 * Messaging knows how a message travels, never what it says.
 */
export abstract class MessageReceiver {
  /**
   * Applies messages not seen before, in the given transaction; one receipt for each. Throws `MessageRefused` when one is
   * malformed or not allowed. Any other error is taken for a passing one: the sender tries again. A receipt may carry a word of ours;
   * it gets lost with the answer, so that `heardAgain` must say it then.
   */
  abstract receive(tx: Tx, messages: readonly Envelope[]): Promise<Receipt[]>;

  /** Messages applied before have come again: their sender may not have heard the words that their receipts carried. */
  heardAgain?(tx: Tx, messages: readonly Envelope[]): Promise<void>;

  /**
   * Looks at messages as they are about to leave, in a statement of its own: by id the text that leaves instead, or `HELD` for one
   * that may not leave now and is asked about again later. What is not named leaves as it was stored.
   */
  leaving?(messages: readonly LeavingMessage[]): Promise<ReadonlyMap<string, string>>;

  /** A message of ours that the peer refused for good; in the transaction that parks it. */
  parked?(tx: Tx, message: Envelope, code: string): Promise<void>;
}

/** The message is malformed or not allowed and will never be anything else: its sender parks it. */
export class MessageRefused extends Error {
  constructor(readonly code: string) {
    super(`Message refused: ${code}`);
  }
}
