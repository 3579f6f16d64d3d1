import { Injectable } from '@nestjs/common';
import type { Tx } from '@platform/database';
import { Conversations } from '../record-sync/conversations';
import { Validation, type ValidationFacts, type ValidationRecognition } from './validation.entity';

export const VALIDATION_KIND = 'validation';

/** What either side says of a validation: the one that does it all its facts, the other its recognition. */
export type ValidationRecord =
  | {
      performer: true;
      applicationId: string;
      kind: Validation['kind'];
      state: Validation['state'];
      facts: ValidationFacts;
    }
  | { performer: false; recognition: ValidationRecognition };

const SHARED_WITH = `SELECT id FROM application
  WHERE account_number = $1 AND NOT standalone AND state IN ('IN_REVIEW', 'INFO_REQUESTED', 'DECIDED') ORDER BY id DESC LIMIT 1`;

const NOT_ADOPTED = `SELECT subject, record FROM heard_record h
  WHERE kind = 'validation' AND record->>'applicationId' = $1 AND NOT EXISTS (SELECT 1 FROM validation v WHERE v.id::text = h.subject)`;

/** The table of validations: its only writer, and the only one that says them to the peer. */
@Injectable()
export class Validations {
  constructor(private readonly conversations: Conversations) {}

  async lock(tx: Tx, id: string): Promise<Validation | null> {
    return tx.findOne(Validation, { where: { id }, lock: { mode: 'pessimistic_write' } });
  }

  async ofAccount(tx: Tx, accountNumber: string): Promise<Validation[]> {
    return tx.find(Validation, { where: { accountNumber }, order: { id: 'ASC' } });
  }

  async insert(tx: Tx, row: Validation): Promise<void> {
    await tx.insert(Validation, row);
    await this.say(tx, row);
  }

  async store(tx: Tx, row: Validation, changed: Partial<Validation>): Promise<void> {
    Object.assign(row, changed, { version: row.version + 1 });
    await tx.update(Validation, { id: row.id }, { ...changed, version: row.version });
    await this.say(tx, row);
  }

  /** A member's validations are said to the program that it joins, when the application enters review. */
  async sayOfAccount(tx: Tx, accountNumber: string): Promise<void> {
    for (const row of await this.ofAccount(tx, accountNumber)) if (row.performedHere) await this.say(tx, row);
  }

  /** Keeps what the peer says of a validation, for the local account of the same application; waits while there is none yet. */
  async keepHeard(tx: Tx, id: string, record: ValidationRecord): Promise<void> {
    const row = await this.lock(tx, id);
    if (!record.performer) {
      if (row?.performedHere) await this.store(tx, row, { recognition: record.recognition });
      return;
    }
    if (row) await this.store(tx, row, { state: record.state, facts: record.facts });
    else await this.adopt(tx, record.applicationId);
  }

  /** Adds validations that were heard before this side had an account to add them to. Twice changes nothing. */
  async adopt(tx: Tx, applicationId: string): Promise<void> {
    const [application]: { account_number: string | null }[] = await tx.query(
      'SELECT account_number FROM application WHERE id = $1',
      [applicationId],
    );
    if (!application?.account_number) return;
    const heard: { subject: string; record: ValidationRecord & { performer: true } }[] = await tx.query(
      NOT_ADOPTED,
      [applicationId],
    );
    for (const { subject, record } of heard) {
      await tx.insert(Validation, {
        id: subject,
        accountNumber: application.account_number,
        applicationId,
        performedHere: false,
        kind: record.kind,
        state: record.state,
        facts: record.facts,
        recognition: null,
        version: 1,
        createdAt: new Date(record.facts.plannedOn),
      });
    }
  }

  private async say(tx: Tx, row: Validation): Promise<void> {
    if (!row.performedHere) {
      if (row.recognition)
        await this.conversations.say(tx, VALIDATION_KIND, row.id, {
          performer: false,
          recognition: row.recognition,
        });
      return;
    }
    const [shared]: { id: string }[] = await tx.query(SHARED_WITH, [row.accountNumber]);
    if (!shared) return;
    const { kind, state, facts } = row;
    await this.conversations.say(tx, VALIDATION_KIND, row.id, {
      performer: true,
      applicationId: shared.id,
      kind,
      state,
      facts,
    });
  }
}
