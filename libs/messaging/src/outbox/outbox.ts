import { Inject, Injectable } from '@nestjs/common';
import { Database, type Tx } from '@platform/database';
import type { Write } from '@platform/database/write-together';
import { envelopeFaults, type Envelope } from '@peer-contract/envelope';
import { MAX_ENVELOPE_BYTES } from '@peer-contract/batch';
import { DeliveryWakeUp } from '../delivery/wake-up';
import { MESSAGING_OPTIONS, type MessagingOptions } from '../messaging-options';

/** Values a row brings of its own; the peer and the time stand in front of them, once. */
const VALUES_PER_ROW = 4;

/** The only way to say something to the peer: in the transaction that makes it true. */
@Injectable()
export class Outbox {
  constructor(
    private readonly database: Database,
    private readonly wakeUp: DeliveryWakeUp,
    @Inject(MESSAGING_OPTIONS) private readonly options: MessagingOptions,
  ) {}

  /** Stores the messages in one statement. A malformed one is a defect of the caller: it throws and nothing is committed. */
  async append(tx: Tx, messages: readonly Envelope[]): Promise<void> {
    if (messages.length === 0) return;
    const values = messages.flatMap((message) => [
      message.id,
      message.kind,
      message.subject,
      toJson(message),
    ]);
    await tx.query(insertStatement(messages.length), [this.options.peer.code, new Date(), ...values]);
    this.database.afterCommit(tx, () => this.wakeUp.signal());
  }

  /** The same as a part of a statement that several write together (`writeTogether`). */
  appending(tx: Tx, messages: readonly Envelope[]): Write {
    const now = new Date();
    const peer = this.options.peer.code;
    this.database.afterCommit(tx, () => this.wakeUp.signal());
    const rows = messages.map((message) => ({
      id: message.id,
      peer,
      kind: message.kind,
      subject: message.subject,
      envelope: toJson(message),
      now,
    }));
    return { sql: APPEND, value: rows };
  }
}

const APPEND = `
  INSERT INTO outbox (id, peer, kind, subject, envelope, created_at, next_attempt_at)
  SELECT id, peer, kind, subject, envelope::json, now, now
  FROM json_to_recordset($1) AS t(id uuid, peer text, kind text, subject text, envelope text, now timestamptz)`;

function insertStatement(rows: number): string {
  const row = (index: number): string => {
    const first = index * VALUES_PER_ROW + 3;
    return `($${first}, $1, $${first + 1}, $${first + 2}, $${first + 3}, $2, $2)`;
  };
  const list = Array.from({ length: rows }, (_, index) => row(index)).join(', ');
  return `INSERT INTO outbox (id, peer, kind, subject, envelope, created_at, next_attempt_at) VALUES ${list}`;
}

function toJson(message: Envelope): string {
  const faults = envelopeFaults(message);
  if (faults.length > 0)
    throw new Error(`An outgoing ${message.kind} message has wrong fields: ${faults.join(', ')}`);
  const json = JSON.stringify(message);
  if (Buffer.byteLength(json) > MAX_ENVELOPE_BYTES)
    throw new Error(`An outgoing ${message.kind} message is too large`);
  return json;
}
