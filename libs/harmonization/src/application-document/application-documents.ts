import { Injectable } from '@nestjs/common';
import type { Tx } from '@platform/database';
import { LessThan } from 'typeorm';
import { ApplicationDocument } from './application-document.entity';

/** The table of documents that no account holds yet: its only writer, but for retention. */
@Injectable()
export class ApplicationDocuments {
  async insert(tx: Tx, row: ApplicationDocument): Promise<void> {
    await tx.insert(ApplicationDocument, row);
  }

  /** Newest first; `before`: the id of the last one seen. */
  async list(tx: Tx, applicationId: string, limit: number, before?: string): Promise<ApplicationDocument[]> {
    const where = { applicationId, ...(before ? { id: LessThan(before) } : {}) };
    return tx.find(ApplicationDocument, { where, order: { id: 'DESC' }, take: limit });
  }

  async count(tx: Tx, applicationId: string): Promise<number> {
    return tx.countBy(ApplicationDocument, { applicationId });
  }

  async find(tx: Tx, applicationId: string, id: string): Promise<ApplicationDocument | null> {
    return tx.findOneBy(ApplicationDocument, { id, applicationId });
  }

  async remove(tx: Tx, id: string): Promise<void> {
    await tx.delete(ApplicationDocument, { id });
  }

  /** Takes out all of an application's, in the order in which they were put in. */
  async takeAll(tx: Tx, applicationId: string): Promise<ApplicationDocument[]> {
    const rows = await tx.find(ApplicationDocument, { where: { applicationId }, order: { id: 'ASC' } });
    if (rows.length > 0) await tx.delete(ApplicationDocument, { applicationId });
    return rows;
  }
}
