import { Injectable } from '@nestjs/common';
import { Exchange } from '@messaging/exchange';
import type { Caller } from '@platform/auth/caller';
import { Database, type Tx } from '@platform/database';
import { AuditLog, type ActingParty } from '../audit/audit-log';
import { Cases } from '../casework/cases';
import { RefusedError } from '../refusal/refused.error';

export type ParkedChoice = 'replay' | 'discard';

interface Decided {
  readonly choice: ParkedChoice;
  readonly reason: string;
}

/** What an officer decides about a message that the peer refused; its case closes with the same reason. */
@Injectable()
export class DecideParkedMessage {
  constructor(
    private readonly db: Database,
    private readonly exchange: Exchange,
    private readonly cases: Cases,
    private readonly audit: AuditLog,
  ) {}

  /** From the exchange itself, with or without a case. Refuses: NOT_FOUND where no message of this id is parked. */
  async execute(officer: Caller, id: string, choice: ParkedChoice, reason: string): Promise<void> {
    const by = { actor: officer.subject, role: officer.roles[0] ?? 'OFFICER' };
    await this.db.transaction(async (tx) => {
      // The case first, as where an officer resolves it: two ways in, one order of locks.
      const open = await this.cases.openCase(tx, 'PARKED_MESSAGE', id);
      await this.carryOut(tx, id, { choice, reason }, by);
      const resolution = { choice: choice.toUpperCase(), reason, resolvedBy: officer.subject };
      if (open) await this.cases.resolve(tx, open, resolution, by);
    });
  }

  async carryOut(tx: Tx, id: string, { choice, reason }: Decided, by: ActingParty): Promise<void> {
    if (!(await this.exchange[choice](tx, id, by.actor, reason)))
      throw new RefusedError({ code: 'NOT_FOUND' });
    await this.audit.append(tx, [
      { by, action: `message.${choice}ed`, subjectKind: 'message', subjectId: id, reason },
    ]);
  }
}
