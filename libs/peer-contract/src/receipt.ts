import { envelopeFaults, type Envelope } from './envelope';
import { isPlainObject, isUuidV7 } from './wire-values';

/**
 * The receiver's answer to one message, kept by both sides. A message without a receipt is sent again. `word` is the receiver's own
 * present word about the message's subject, where taking the message has changed it: the sender hears it before it counts the
 * message as delivered. It is never repeated: to a message that comes again the word is said as a message.
 */
export type Receipt =
  | {
      readonly id: string;
      readonly result: 'applied' | 'duplicate' | 'superseded';
      readonly word?: Envelope;
    }
  | { readonly id: string; readonly result: 'refused'; readonly code: string };

/** The signed answer to a batch. */
export interface BatchAnswer {
  readonly version: '1';
  readonly receipts: readonly Receipt[];
}

/** A refusal code on the wire; codes of later versions must stay readable, so only the form is checked. */
const CODE = /^[A-Z][A-Z0-9_]{0,63}$/;
const RESULTS = new Set(['applied', 'duplicate', 'superseded']);

export const isRefusalCode = (value: unknown): value is string =>
  typeof value === 'string' && CODE.test(value);

const isReceipt = (value: unknown): value is Receipt => {
  if (!isPlainObject(value)) return false;
  const { id, result, code, word } = value as Record<string, unknown>;
  if (!isUuidV7(id)) return false;
  if (word !== undefined && envelopeFaults(word).length > 0) return false;
  return result === 'refused' ? isRefusalCode(code) : RESULTS.has(result as string);
};

/** The receipts of an answer. Throws when it is not one: the sender then sends the messages again. */
export function parseBatchAnswer(json: string): readonly Receipt[] {
  const answer = JSON.parse(json) as { version?: unknown; receipts?: unknown };
  if (answer?.version !== '1' || !Array.isArray(answer.receipts) || !answer.receipts.every(isReceipt)) {
    throw new Error('The peer answered with something other than a version 1 list of receipts');
  }
  return answer.receipts;
}
