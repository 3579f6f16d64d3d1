import { envelopeFaults, type Envelope } from './envelope';
import { holdsUnstorableText, isPlainObject, isUuidV7, mayHoldUnstorableText } from './wire-values';

export interface Batch {
  readonly version: '1';
  /** Codes of the two services, opaque here. */
  readonly from: string;
  readonly to: string;
  readonly messages: readonly Envelope[];
}

/** More is refused whole; senders stay well below. */
export const MAX_BATCH_MESSAGES = 500;
/** Limit of a request body. A sender closes a batch before it reaches half of this. */
export const MAX_BATCH_BYTES = 8 * 1024 * 1024;
/** One envelope as JSON; an outbox refuses to take a larger one. */
export const MAX_ENVELOPE_BYTES = 1024 * 1024;

/** Refusal codes that the transport itself gives; the kernel adds its own. */
export const ENVELOPE_MALFORMED = 'ENVELOPE_MALFORMED';
export const TEXT_NOT_STORABLE = 'TEXT_NOT_STORABLE';

/** A batch with its messages sorted into those that can be read and those that never will be. */
export interface ReadBatch {
  readonly from: string;
  readonly to: string;
  readonly messages: readonly Envelope[];
  readonly unreadable: readonly { readonly id: string; readonly code: string }[];
}

/** The batch itself (not one message of it) is malformed: nothing of it can be answered one by one. */
export class MalformedBatch extends Error {}

/**
 * Strict reading of a batch. One bad envelope must not hold up the other ninety-nine, so it is set apart under its id;
 * throws `MalformedBatch` when the batch has no such ids to answer to.
 */
export function readBatch(json: string): ReadBatch {
  const batch = parse(json);
  const entries = messagesOf(batch);
  const suspicious = mayHoldUnstorableText(json);
  const codes = entries.map((entry) => faultCode(entry, suspicious));
  return {
    from: batch['from'] as string,
    to: batch['to'] as string,
    messages: entries.filter((_, index) => !codes[index]) as Envelope[],
    unreadable: entries.flatMap((entry, index) =>
      codes[index] ? [{ id: entry.id, code: codes[index] }] : [],
    ),
  };
}

function parse(json: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(json);
    if (isPlainObject(value)) return value as Record<string, unknown>;
  } catch {
    throw new MalformedBatch('The body is not JSON');
  }
  throw new MalformedBatch('The body is not an object');
}

function messagesOf(batch: Record<string, unknown>): { id: string }[] {
  const unknown = Object.keys(batch).filter(
    (field) => !['version', 'from', 'to', 'messages'].includes(field),
  );
  const { version, from, to, messages } = batch;
  if (unknown.length > 0) throw new MalformedBatch(`Unknown fields: ${unknown.join(', ')}`);
  if (version !== '1') throw new MalformedBatch('version must be "1"');
  if (typeof from !== 'string' || typeof to !== 'string')
    throw new MalformedBatch('from and to must be text');
  if (!Array.isArray(messages) || messages.length > MAX_BATCH_MESSAGES) {
    throw new MalformedBatch(`messages must be a list of at most ${MAX_BATCH_MESSAGES}`);
  }
  assertDistinctIds(messages);
  return messages as { id: string }[];
}

function assertDistinctIds(messages: readonly unknown[]): void {
  const ids = messages.map((message) => (message as { id?: unknown } | null)?.id);
  if (!ids.every(isUuidV7)) throw new MalformedBatch('Every message must have a UUIDv7 id');
  if (new Set(ids).size < ids.length) throw new MalformedBatch('A message id occurs twice');
}

function faultCode(entry: unknown, suspicious: boolean): string | undefined {
  if (envelopeFaults(entry).length > 0) return ENVELOPE_MALFORMED;
  return suspicious && holdsUnstorableText(entry) ? TEXT_NOT_STORABLE : undefined;
}
