import { Injectable } from '@nestjs/common';
import { Exchange } from '@messaging/exchange';
import type { Caller } from '@platform/auth/caller';
import { Database } from '@platform/database';
import { AuditLog } from '../audit/audit-log';
import { Cases } from '../casework/cases';
import { RefusedError } from '../refusal/refused.error';

/** What an officer decides about a message that the peer refused; its case closes with the same reason. */
@Injectable()
export class DecideParkedMessage {
  constructor(
    private readonly db: Database,
    private readonly exchange: Exchange,
    private readonly cases: Cases,
    private readonly audit: AuditLog,
  ) {}

  /** Refuses: NOT_FOUND where no message of this id is parked. */
  async execute(officer: Caller, id: string, choice: 'replay' | 'discard', reason: string): Promise<void> {
    await this.db.transaction(async (tx) => {
      if (!(await this.exchange[choice](tx, id, officer.subject, reason)))
        throw new RefusedError({ code: 'NOT_FOUND' });
      const by = { actor: officer.subject, role: officer.roles[0] ?? 'OFFICER' };
      await this.audit.append(tx, [
        { by, action: `message.${choice}ed`, subjectKind: 'message', subjectId: id, reason },
      ]);
      const open = await this.cases.openCase(tx, 'PARKED_MESSAGE', id);
      if (open)
        await this.cases.resolve(
          tx,
          open,
          { choice: choice.toUpperCase(), reason, resolvedBy: officer.subject },
          by,
        );
    });
  }
}
