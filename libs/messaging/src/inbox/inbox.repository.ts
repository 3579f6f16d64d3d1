import { Injectable } from '@nestjs/common';
import type { Envelope } from '@peer-contract/envelope';
import type { Receipt } from '@peer-contract/receipt';
import type { Tx } from '@platform/database';
import { rowsIn, statement } from '@platform/database/statement';

// Waits for a concurrent transaction that admits the same message; the loser gets no row and reads the winner's receipt.
// A refused message changed nothing, so it is tried anew: that is what its sender's "replay" is for. Most are applied in
// the end, so that is written at once and only other results are written again. Waits no longer than three seconds for a lock, here and
// afterwards: a batch that meets a longer one goes message by message while its sender, who waits ten, still listens.
const ADMIT = statement(`
  INSERT INTO inbox (sender, id, kind, subject, received_at)
  SELECT $1, message.id, message.kind, message.subject, $2
  FROM (SELECT set_config('lock_timeout', '3s', true)) patience,
    unnest($3::uuid[], $4::text[], $5::text[]) AS message (id, kind, subject) ORDER BY message.id
  ON CONFLICT (sender, id) DO UPDATE SET result = 'applied', code = NULL, received_at = excluded.received_at
    WHERE inbox.result = 'refused'
  RETURNING id`);

const KEPT = `SELECT id, result, code FROM inbox WHERE sender = $1 AND id = ANY($2::uuid[])`;

const STORE = `
  UPDATE inbox SET result = receipt.result, code = receipt.code
  FROM unnest($2::uuid[], $3::text[], $4::text[]) AS receipt (id, result, code)
  WHERE inbox.sender = $1 AND inbox.id = receipt.id`;

/** Owner of the table `inbox`. Every statement is set-based: a batch costs as many as one message. */
@Injectable()
export class InboxRepository {
  /** The messages that were not seen before, in the order given; they count as applied until another receipt is stored. */
  async admit(tx: Tx, sender: string, messages: readonly Envelope[]): Promise<Envelope[]> {
    const columns = [
      messages.map((message) => message.id),
      messages.map((message) => message.kind),
      messages.map((message) => message.subject),
    ];
    const rows = await rowsIn<{ id: string }>(tx, ADMIT, [sender, new Date(), ...columns]);
    const fresh = new Set(rows.map((row) => row.id));
    return messages.filter((message) => fresh.has(message.id));
  }

  async keptReceipts(tx: Tx, sender: string, messages: readonly Envelope[]): Promise<Receipt[]> {
    if (messages.length === 0) return [];
    const ids = messages.map((message) => message.id);
    const rows = await tx.query<{ id: string; result: string; code: string | null }[]>(KEPT, [sender, ids]);
    return rows.map(
      ({ id, result, code }) => (code === null ? { id, result } : { id, result, code }) as Receipt,
    );
  }

  async store(tx: Tx, sender: string, receipts: readonly Receipt[]): Promise<void> {
    const exceptional = receipts.filter((receipt) => receipt.result !== 'applied');
    if (exceptional.length === 0) return;
    const ids = exceptional.map((receipt) => receipt.id);
    const results = exceptional.map((receipt) => receipt.result);
    const codes = exceptional.map((receipt) => (receipt.result === 'refused' ? receipt.code : null));
    await tx.query(STORE, [sender, ids, results, codes]);
  }

  /** Whether the inbox can be written to; rejects when it cannot. */
  async assertReady(tx: Tx): Promise<void> {
    await tx.query('SELECT 1 FROM inbox LIMIT 1 FOR UPDATE SKIP LOCKED');
  }
}
