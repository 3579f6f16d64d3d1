import { Injectable } from '@nestjs/common';
import type { Tx } from '@platform/database';
import { In } from 'typeorm';
import { hidesCompany } from '../linking/hidden-company';
import { Document } from './document.entity';

/** While "not my company" is open, the carrier sees what it put in itself, and no replica. */
const NOT_DISPUTED = `(d.link_id IS NULL OR NOT ${hidesCompany('d.account_number')})`;

const LIST = `
  SELECT d.id FROM document d
  WHERE d.account_number = $1 AND ($4 OR (d.state = 'PRESENT' AND ${NOT_DISPUTED})) AND ($2::uuid IS NULL OR d.id < $2::uuid)
  ORDER BY d.id DESC LIMIT $3`;

/** The table of documents: its only writer. */
@Injectable()
export class Documents {
  async insert(tx: Tx, row: Document): Promise<void> {
    await tx.insert(Document, row);
  }

  async store(tx: Tx, row: Document, changed: Partial<Document>): Promise<void> {
    Object.assign(row, changed, { version: row.version + 1 });
    await tx.update(Document, { id: row.id }, { ...changed, version: row.version });
  }

  async find(tx: Tx, id: string): Promise<Document | null> {
    return tx.findOneBy(Document, { id });
  }

  async lock(tx: Tx, id: string): Promise<Document | null> {
    return tx.findOne(Document, { where: { id }, lock: { mode: 'pessimistic_write' } });
  }

  /** The carrier's present documents, newest first; staff see removed ones too. */
  async list(
    tx: Tx,
    accountNumber: string,
    page: { after: string | null; limit: number; all: boolean },
  ): Promise<Document[]> {
    const ids: { id: string }[] = await tx.query(LIST, [accountNumber, page.after, page.limit, page.all]);
    return tx.find(Document, { where: { id: In(ids.map(({ id }) => id)) }, order: { id: 'DESC' } });
  }

  /** As the carrier may see it, or null. */
  async visible(tx: Tx, accountNumber: string, id: string, all: boolean): Promise<Document | null> {
    const rows: unknown[] = await tx.query(
      `SELECT 1 FROM document d WHERE d.account_number = $1 AND d.id = $2 AND ($3 OR ${NOT_DISPUTED})`,
      [accountNumber, id, all],
    );
    return rows.length > 0 ? this.find(tx, id) : null;
  }

  /** Of the account's documents those that may be said, or were: what is no longer shared must be said too. */
  async toSay(tx: Tx, accountNumber: string): Promise<Document[]> {
    const ids: { id: string }[] = await tx.query(
      `SELECT d.id FROM document d
       WHERE d.account_number = $1 AND (d.state = 'PRESENT' AND d.visibility = 'SHARED' AND d.copy = 'HELD'
         OR EXISTS (SELECT 1 FROM said_record s WHERE s.kind = 'document' AND s.subject = d.id::text)
         OR EXISTS (SELECT 1 FROM heard_record h WHERE h.kind = 'document' AND h.subject = d.id::text))
       ORDER BY d.id`,
      [accountNumber],
    );
    if (ids.length === 0) return [];
    return tx.find(Document, { where: { id: In(ids.map(({ id }) => id)) }, order: { id: 'ASC' } });
  }

  /** DISP-3: "not my company" was upheld: what the link has brought is gone, names too. */
  async dropReplicas(tx: Tx, linkId: string, at: Date, by: string): Promise<string[]> {
    const [rows]: [{ id: string }[], number] = await tx.query(
      `UPDATE document SET state = 'REMOVED', removed_at = coalesce(removed_at, $2), removed_by = coalesce(removed_by, $3), criterion = NULL,
         name = 'removed' || coalesce(substring(name FROM '[.][A-Za-z0-9]+$'), '.'), version = version + 1
       WHERE link_id = $1 AND (state = 'PRESENT' OR name NOT LIKE 'removed.%') RETURNING id`,
      [linkId, at, by],
    );
    return rows.map(({ id }) => id);
  }
}
