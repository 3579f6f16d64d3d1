import { Injectable } from '@nestjs/common';
import type { Caller } from '@platform/auth/caller';
import { Database } from '@platform/database';
import { AuditLog } from '../audit/audit-log';
import { RefusedError } from '../refusal/refused.error';
import { ApplicationAccess } from './application-access';
import type { ApplicationInput } from './application-input';
import type { Application } from './application.entity';
import { actorOf, SubmitApplication } from './submit-application.use-case';

/** Submits a draft as it stands; submitting twice is refused by its state. */
@Injectable()
export class SubmitDraft {
  constructor(
    private readonly db: Database,
    private readonly access: ApplicationAccess,
    private readonly submit: SubmitApplication,
    private readonly audit: AuditLog,
  ) {}

  /** Refuses: APPLICATION_STATE, and what a submission refuses. */
  async execute(
    caller: Caller,
    id: string,
    held: Pick<ApplicationInput, 'accountNumber' | 'peerMembership'>,
  ): Promise<Application> {
    return this.db.transaction(async (tx) => {
      const row = await this.access.lockOwnAsOfficer(tx, caller, id);
      if (row.state !== 'DRAFT')
        throw new RefusedError({
          code: 'APPLICATION_STATE',
          facts: { state: row.state, allowed: ['DRAFT'] },
        });
      const accountNumber = held.accountNumber ?? row.accountNumber ?? undefined;
      const input = { ...held, accountNumber, form: row.form, standalone: row.standalone };
      const submitted = await this.submit.submitDraft(tx, caller, row, input);
      const subject = { subjectKind: 'application' as const, subjectId: id };
      await this.audit.append(tx, [{ by: actorOf(caller), action: 'application.submitted', ...subject }]);
      return submitted;
    });
  }
}
