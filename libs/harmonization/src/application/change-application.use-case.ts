import { Injectable } from '@nestjs/common';
import type { Caller } from '@platform/auth/caller';
import { Database, type Tx } from '@platform/database';
import { versionStale } from '@platform/http/entity-tag';
import { mergePatch } from '@platform/http/merge-patch';
import { AuditLog } from '../audit/audit-log';
import type { ApplicationRecord } from '../domain/application-record';
import { normalizeForm } from '../domain/normalize-form';
import { isUnderReview } from '../domain/application-settlement';
import { Conversations } from '../record-sync/conversations';
import { RefusedError } from '../refusal/refused.error';
import { ApplicationAccess } from './application-access';
import { APPLICATION_KIND, ApplicationFlow } from './application-flow';
import { ApplicationInputCheck, type ApplicationInput } from './application-input';
import type { Application } from './application.entity';
import { Applications, identifiersOf } from './applications';
import { actorOf } from './submit-application.use-case';

/** A change of the form by JSON Merge Patch: of a draft at will, of a submitted one where a program has asked for information. */
@Injectable()
export class ChangeApplication {
  constructor(
    private readonly db: Database,
    private readonly access: ApplicationAccess,
    private readonly check: ApplicationInputCheck,
    private readonly applications: Applications,
    private readonly conversations: Conversations,
    private readonly flow: ApplicationFlow,
    private readonly audit: AuditLog,
  ) {}

  /** Refuses: APPLICATION_STATE, APPLICATION_INVALID, VERSION_STALE (412), NOT_FOUND. */
  async execute(caller: Caller, id: string, version: number, patch: unknown): Promise<Application> {
    return this.db.transaction(async (tx) => {
      const row = await this.access.lockOwn(tx, caller, id);
      if (!row.isEntry || (row.state !== 'DRAFT' && row.state !== 'INFO_REQUESTED')) {
        throw new RefusedError({
          code: 'APPLICATION_STATE',
          facts: { state: row.state, allowed: ['DRAFT', 'INFO_REQUESTED'] },
        });
      }
      if (row.version !== version) throw versionStale(row.version);
      const form = normalizeForm(mergePatch(row.form, patch));
      await this.requireGood(tx, caller, row, { form, standalone: row.standalone });
      const before = row.form;
      await this.applications.store(tx, row, { form, progress: await this.progress(tx, row, form) });
      const subject = { subjectKind: 'application' as const, subjectId: id };
      await this.audit.append(tx, [
        { by: actorOf(caller), action: 'application.changed', ...subject, before, after: form },
      ]);
      return this.flow.settle(tx, id, actorOf(caller));
    });
  }

  private async requireGood(tx: Tx, caller: Caller, row: Application, input: ApplicationInput) {
    const own =
      row.accountNumber && row.progress.standing.member
        ? await this.check.ownAccount(tx, caller, row.accountNumber)
        : undefined;
    const claimed = row.progress.peerMembership && {
      accountNumber: row.progress.peerMembership.accountNumber,
      code: '',
    };
    if (row.state === 'DRAFT') this.check.requireWellFormed({ ...input, peerMembership: claimed }, own);
    else this.check.requireComplete({ ...input, peerMembership: claimed }, own);
  }

  /** In review the carrier stays who it is: identifiers already asked about do not change; a request for information is answered. */
  private async progress(
    tx: Tx,
    row: Application,
    form: Application['form'],
  ): Promise<Application['progress']> {
    if (!isUnderReview(row.state)) return { ...row.progress, identifiers: identifiersOf(form) };
    const heard = await this.conversations.heard<ApplicationRecord>(tx, APPLICATION_KIND, row.id);
    return { ...row.progress, infoRequest: undefined, infoAnswered: heard?.infoRequest?.askedAt };
  }
}
