import { Injectable } from '@nestjs/common';
import type { Caller } from '@platform/auth/caller';
import { Clock } from '@platform/clock';
import { Database, type Tx } from '@platform/database';
import { Idempotency } from '@platform/idempotency/idempotency';
import type { GivenAnswer } from '@platform/idempotency/idempotent-request';
import { v7 as uuidv7 } from 'uuid';
import { ApplicationAccess } from '../application/application-access';
import type { Application } from '../application/application.entity';
import { AuditLog } from '../audit/audit-log';
import { checkAttaching, type Visibility } from '../domain/document';
import { finding } from '../domain/form-check/field-codes';
import { isCriterion } from '../domain/security-profile/criteria';
import { DocumentIntake, type KeptContent, type Upload } from '../document/document-intake';
import { found } from '../refusal/found';
import { RefusedError } from '../refusal/refused.error';
import { applicationDocumentView, type ApplicationDocumentView } from './application-document-view';
import { ApplicationDocument } from './application-document.entity';
import { ApplicationDocuments } from './application-documents';

export interface EvidenceTerms {
  readonly visibility: Visibility;
  readonly criterion?: string;
}

export interface DraftDocument {
  readonly applicationId: string;
  readonly id: string;
}

/** A carrier puts evidence into a draft, and takes it out again: while it is a draft, and only what it may act on itself. */
@Injectable()
export class ChangeApplicationDocuments {
  constructor(
    private readonly db: Database,
    private readonly idempotency: Idempotency,
    private readonly access: ApplicationAccess,
    private readonly intake: DocumentIntake,
    private readonly documents: ApplicationDocuments,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /**
   * Takes an upload: the bytes are read, checked and kept before the row that names them. Refuses: NOT_FOUND, APPLICATION_STATE,
   * DOCUMENTS_TOO_MANY, DATA_INVALID, and what `DocumentIntake` refuses.
   */
  async attach(
    caller: Caller,
    applicationId: string,
    given: { upload: Upload; terms: EvidenceTerms; key: string },
  ): Promise<GivenAnswer<ApplicationDocumentView>> {
    const { upload, terms, key } = given;
    requireCriterion(terms.criterion);
    // Before a single byte is read; asked again under the application's lock.
    await this.db.transaction((tx) => this.requireMayAttach(tx, caller, applicationId));
    const content = await this.intake.take(upload);
    const route = `POST /v1/applications/${applicationId}/documents`;
    const request = { caller: caller.subject, route, key, body: { ...terms, ...content } };
    return this.idempotency.run(request, async (tx) => {
      const row = await this.put(tx, caller, applicationId, { content, terms });
      const location = `/v1/applications/${applicationId}/documents/${row.id}/content`;
      return { status: 201, body: applicationDocumentView(row), location };
    });
  }

  /** Takes a document out: nobody else has seen it, so nothing of it stays but the audit. Refuses: NOT_FOUND, APPLICATION_STATE. */
  async remove(caller: Caller, { applicationId, id }: DraftDocument): Promise<void> {
    await this.db.transaction(async (tx) => {
      requireDraft(await this.access.lockOwn(tx, caller, applicationId));
      const row = found(await this.documents.find(tx, applicationId, id));
      await this.documents.remove(tx, id);
      await this.note(tx, caller, row, { action: 'document.removed', before: applicationDocumentView(row) });
    });
  }

  private async put(
    tx: Tx,
    caller: Caller,
    applicationId: string,
    { content, terms }: { content: KeptContent; terms: EvidenceTerms },
  ): Promise<ApplicationDocument> {
    await this.requireMayAttach(tx, caller, applicationId);
    const row: ApplicationDocument = {
      id: uuidv7(),
      applicationId,
      ...content,
      visibility: terms.visibility,
      criterion: terms.criterion ?? null,
      uploadedBy: caller.subject,
      uploadedAt: this.clock.now(),
    };
    await this.documents.insert(tx, row);
    await this.note(tx, caller, row, { action: 'document.uploaded', after: applicationDocumentView(row) });
    return row;
  }

  private async requireMayAttach(tx: Tx, caller: Caller, applicationId: string): Promise<void> {
    const { state } = await this.access.lockOwn(tx, caller, applicationId);
    const allowed = checkAttaching({ state, held: await this.documents.count(tx, applicationId) });
    if (!allowed.ok) throw new RefusedError(allowed.refusal);
  }

  private async note(
    tx: Tx,
    caller: Caller,
    { id }: ApplicationDocument,
    fact: { action: string; before?: unknown; after?: unknown },
  ): Promise<void> {
    const by = { actor: caller.subject, role: caller.roles[0] ?? 'CARRIER' };
    await this.audit.append(tx, [{ by, subjectKind: 'document', subjectId: id, ...fact }]);
  }
}

function requireDraft({ state }: Application): void {
  const allowed = checkAttaching({ state, held: 0 });
  if (!allowed.ok) throw new RefusedError(allowed.refusal);
}

function requireCriterion(criterion: string | undefined): void {
  if (criterion === undefined || isCriterion(criterion)) return;
  throw new RefusedError({ code: 'DATA_INVALID' }, [finding('/criterion', 'CRITERION_UNKNOWN')]);
}
