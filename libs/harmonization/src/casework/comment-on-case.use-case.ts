import { Injectable } from '@nestjs/common';
import type { Caller } from '@platform/auth/caller';
import { Clock } from '@platform/clock';
import type { Tx } from '@platform/database';
import { v7 as uuidv7 } from 'uuid';
import { AuditLog } from '../audit/audit-log';
import { found } from '../refusal/found';
import { CaseComment } from './case-comment.entity';
import { officerOf } from './case-rights';
import { aboutCase, Cases } from './cases';

/** Notes something on a case, open or resolved, for colleagues of the same program. */
@Injectable()
export class CommentOnCase {
  constructor(
    private readonly cases: Cases,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** Refuses: NOT_FOUND. */
  async execute(tx: Tx, officer: Caller, caseId: string, text: string): Promise<CaseComment> {
    const row = found(await this.cases.lock(tx, caseId));
    const comment: CaseComment = {
      id: uuidv7(),
      caseId,
      at: this.clock.now(),
      author: officer.subject,
      authorName: officer.name ?? officer.subject,
      text,
    };
    await tx.insert(CaseComment, comment);
    await this.audit.append(tx, [
      { by: officerOf(officer), action: 'case.commented', ...aboutCase(row), after: { comment: comment.id } },
    ]);
    return comment;
  }
}
