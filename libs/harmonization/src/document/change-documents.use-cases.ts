import { Injectable } from '@nestjs/common';
import type { Caller } from '@platform/auth/caller';
import { Clock } from '@platform/clock';
import { Database, type Tx } from '@platform/database';
import { versionStale } from '@platform/http/entity-tag';
import { mergePatch } from '@platform/http/merge-patch';
import { Idempotency } from '@platform/idempotency/idempotency';
import type { GivenAnswer } from '@platform/idempotency/idempotent-request';
import { v7 as uuidv7 } from 'uuid';
import type { Account } from '../account/account.entity';
import { Accounts } from '../account/accounts';
import { AuditLog, changeOf } from '../audit/audit-log';
import { inBoth } from '../domain/bilingual';
import type { Visibility } from '../domain/document';
import { finding } from '../domain/form-check/field-codes';
import { isCriterion } from '../domain/security-profile/criteria';
import { LimitedViews } from '../limited-view/limited-views';
import { LinkLedger } from '../linking/link-ledger';
import { found } from '../refusal/found';
import { RefusedError } from '../refusal/refused.error';
import { Document } from './document.entity';
import { DocumentIntake, type KeptContent, type Upload } from './document-intake';
import { DocumentSharing } from './document-sharing';
import { documentView, type DocumentView } from './document-view';
import { Documents } from './documents';

/** What the carrier says of a document. */
export interface DocumentTerms {
  visibility: Visibility;
  criterion?: string | null;
  validationId?: string | null;
}

export interface OwnDocument {
  readonly accountNumber: string;
  readonly id: string;
}

/** A carrier puts documents in, says what they are evidence for and who may have them, and takes them out: where its account is hosted. */
@Injectable()
export class ChangeDocuments {
  constructor(
    private readonly db: Database,
    private readonly idempotency: Idempotency,
    private readonly accounts: Accounts,
    private readonly ledger: LinkLedger,
    private readonly views: LimitedViews,
    private readonly intake: DocumentIntake,
    private readonly documents: Documents,
    private readonly sharing: DocumentSharing,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /**
   * Takes an upload: the bytes are read, checked and kept before the row that names them. Refuses: NOT_FOUND, HOSTED_ELSEWHERE,
   * DATA_INVALID, and what `DocumentIntake` refuses.
   */
  async upload(
    caller: Caller,
    accountNumber: string,
    given: { upload: Upload; terms: DocumentTerms; key: string },
  ): Promise<GivenAnswer<DocumentView>> {
    const { upload, terms, key } = given;
    // Before a single byte is read; asked again under the account's lock.
    await this.db.transaction((tx) => this.requireMayPut(tx, caller, accountNumber, terms));
    const content = await this.intake.take(upload);
    const route = `POST /v1/accounts/${accountNumber}/documents`;
    const request = { caller: caller.subject, route, key, body: { ...terms, ...content } };
    return this.idempotency.run(request, async (tx) => {
      const row = await this.put(tx, caller, accountNumber, { content, terms });
      const location = `/v1/accounts/${accountNumber}/documents/${row.id}`;
      return { status: 201, body: documentView(row), location };
    });
  }

  /** Changes what is said of a document. Refuses: NOT_FOUND, HOSTED_ELSEWHERE, DATA_INVALID, DOCUMENT_REMOVED, VERSION_STALE (412). */
  async change(
    caller: Caller,
    own: OwnDocument,
    version: number,
    patch: Partial<DocumentTerms>,
  ): Promise<DocumentView> {
    return this.db.transaction(async (tx) => {
      await this.requireHosted(tx, caller, own.accountNumber);
      const row = await this.lock(tx, own);
      if (row.state === 'REMOVED') throw new RefusedError({ code: 'DOCUMENT_REMOVED' });
      if (row.version !== version) throw versionStale(row.version);
      const before = termsOf(row);
      const terms = { ...before, ...(mergePatch(before, patch) as Partial<DocumentTerms>) };
      await this.requireTerms(tx, own.accountNumber, terms);
      const { criterion = null, validationId = null, visibility } = terms;
      await this.documents.store(tx, row, { criterion, validationId, visibility });
      const change = changeOf(before, termsOf(row));
      await this.note(tx, caller, row, { action: 'document.changed', ...change });
      await this.sharing.sayOf(tx, own.accountNumber);
      return documentView(row);
    });
  }

  /** Takes a document out: its row and its bytes stay, it is shown and shared no more. Twice is once. */
  async remove(caller: Caller, own: OwnDocument): Promise<void> {
    await this.db.transaction(async (tx) => {
      await this.requireHosted(tx, caller, own.accountNumber);
      const row = await this.lock(tx, own);
      if (row.state === 'REMOVED') return;
      await this.documents.store(tx, row, {
        state: 'REMOVED',
        removedAt: this.clock.now(),
        removedBy: caller.subject,
      });
      const change = { before: { state: 'PRESENT' }, after: { state: 'REMOVED' } };
      await this.note(tx, caller, row, { action: 'document.removed', ...change });
      await this.sharing.sayOf(tx, own.accountNumber);
    });
  }

  private async put(
    tx: Tx,
    caller: Caller,
    accountNumber: string,
    { content, terms }: { content: KeptContent; terms: DocumentTerms },
  ): Promise<Document> {
    await this.requireMayPut(tx, caller, accountNumber, terms);
    const row: Document = {
      id: uuidv7(),
      accountNumber,
      linkId: null,
      ...content,
      visibility: terms.visibility,
      criterion: terms.criterion ?? null,
      validationId: terms.validationId ?? null,
      state: 'PRESENT',
      copy: 'HELD',
      tries: 0,
      nextTryAt: null,
      uploadedBy: caller.subject,
      uploadedAt: this.clock.now(),
      removedAt: null,
      removedBy: null,
      version: 1,
    };
    await this.documents.insert(tx, row);
    await this.note(tx, caller, row, { action: 'document.uploaded', after: documentView(row) });
    await this.sharing.sayOf(tx, accountNumber);
    return row;
  }

  /** At the client only what goes with a response that this program asks for, and it stays here. */
  private async requireMayPut(
    tx: Tx,
    caller: Caller,
    accountNumber: string,
    terms: DocumentTerms,
  ): Promise<void> {
    const account = await this.accounts.lockOwn(tx, caller, accountNumber);
    const isResponse = Boolean(terms.validationId) && terms.visibility === 'HOST_ONLY';
    if (!(account.recordRole === 'CLIENT' && isResponse && (await this.views.isAsked(accountNumber))))
      await this.requireRightToEdit(tx, account);
    await this.requireTerms(tx, accountNumber, terms);
  }

  private async requireHosted(tx: Tx, caller: Caller, accountNumber: string): Promise<void> {
    await this.requireRightToEdit(tx, await this.accounts.lockOwn(tx, caller, accountNumber));
  }

  private async requireRightToEdit(tx: Tx, account: Account): Promise<void> {
    const link = await this.ledger.lockLive(tx, account.accountNumber);
    if (link) this.ledger.requireRightToEdit(link, account);
  }

  /** A criterion of the security profile, and a validation of this very account. */
  private async requireTerms(tx: Tx, accountNumber: string, terms: DocumentTerms): Promise<void> {
    const { criterion, validationId } = terms;
    const findings = [
      ...(criterion && !isCriterion(criterion) ? [finding('/criterion', 'CRITERION_UNKNOWN')] : []),
      ...(validationId && !(await isValidationOf(tx, accountNumber, validationId))
        ? [unknownTo('/validationId', 'VALIDATION_UNKNOWN')]
        : []),
    ];
    if (findings.length > 0) throw new RefusedError({ code: 'DATA_INVALID' }, findings);
  }

  private async lock(tx: Tx, { accountNumber, id }: OwnDocument): Promise<Document> {
    const row = await this.documents.lock(tx, id);
    return found(row?.accountNumber === accountNumber ? row : null);
  }

  private async note(
    tx: Tx,
    caller: Caller,
    { id }: Document,
    fact: { action: string; before?: unknown; after?: unknown },
  ): Promise<void> {
    const by = { actor: caller.subject, role: caller.roles[0] ?? 'CARRIER' };
    await this.audit.append(tx, [{ by, subjectKind: 'document', subjectId: id, ...fact }]);
  }
}

const termsOf = ({ visibility, criterion, validationId }: Document): DocumentTerms => ({
  visibility,
  criterion,
  validationId,
});

const unknownTo = (pointer: string, code: string) => ({
  pointer,
  code,
  expected: inBoth('one that this account has', 'un élément que ce compte possède'),
});

async function isValidationOf(tx: Tx, accountNumber: string, id: string): Promise<boolean> {
  const rows: unknown[] = await tx.query('SELECT 1 FROM validation WHERE id = $1 AND account_number = $2', [
    id,
    accountNumber,
  ]);
  return rows.length > 0;
}
