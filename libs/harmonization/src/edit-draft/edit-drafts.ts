import { Injectable } from '@nestjs/common';
import { Clock } from '@platform/clock';
import type { Tx } from '@platform/database';
import { v7 as uuidv7 } from 'uuid';
import { AuditLog, type ActingParty } from '../audit/audit-log';
import type { FieldFinding } from '../domain/application-form';
import type { DraftHold } from '../domain/edit-draft';
import { EditDraft, type EditDraftState } from './edit-draft.entity';

/** An edit to be kept, by whom and why it waits. */
export interface HeldEdit {
  readonly accountNumber: string;
  readonly linkId?: string;
  readonly hold: DraftHold;
  readonly changes: Record<string, unknown>;
}

/** The table of edit drafts: its only writer. */
@Injectable()
export class EditDrafts {
  constructor(
    private readonly clock: Clock,
    private readonly audit: AuditLog,
  ) {}

  async keep(
    tx: Tx,
    { accountNumber, linkId, hold, changes }: HeldEdit,
    by: ActingParty,
  ): Promise<EditDraft> {
    const row = this.row({ accountNumber, linkId: linkId ?? null, hold, changes, madeBy: by.actor });
    await tx.insert(EditDraft, row);
    await this.note(tx, row, 'edit-draft.kept', by);
    return row;
  }

  /** What the former holder has sent, once; answers whether it is new. */
  async receive(
    tx: Tx,
    received: Pick<EditDraft, 'id' | 'accountNumber' | 'linkId' | 'changes' | 'madeBy'>,
    by: ActingParty,
  ): Promise<boolean> {
    if (await tx.findOneBy(EditDraft, { id: received.id })) return false;
    const row = this.row({ ...received, origin: 'PEER', state: 'RECEIVED' });
    await tx.insert(EditDraft, row);
    await this.note(tx, row, 'edit-draft.received', by);
    return true;
  }

  /** DISP-3: what another company's carrier had changed is no business of this one. */
  async forgetReceived(tx: Tx, linkId: string): Promise<void> {
    await tx.query(
      `UPDATE edit_draft SET changes = '{}', findings = NULL, state = CASE WHEN state = 'RECEIVED' THEN 'DISCARDED' ELSE state END
       WHERE link_id = $1 AND origin = 'PEER'`,
      [linkId],
    );
  }

  /** The account's drafts, newest first, at most 200. */
  async ofAccount(tx: Tx, accountNumber: string): Promise<EditDraft[]> {
    return tx.find(EditDraft, { where: { accountNumber }, order: { id: 'DESC' }, take: 200 });
  }

  /** Those that wait, oldest first; the caller holds the account's lock. */
  async kept(tx: Tx, accountNumber: string): Promise<EditDraft[]> {
    return tx.find(EditDraft, { where: { accountNumber, state: 'KEPT' }, order: { id: 'ASC' } });
  }

  async lock(tx: Tx, id: string): Promise<EditDraft | null> {
    return tx.findOne(EditDraft, { where: { id }, lock: { mode: 'pessimistic_write' } });
  }

  async decide(
    tx: Tx,
    row: EditDraft,
    decision: { state: EditDraftState; findings?: FieldFinding[] },
    by: ActingParty,
  ): Promise<void> {
    const { state, findings } = decision;
    const changed = {
      state,
      findings: findings ?? null,
      decidedBy: by.actor,
      decidedAt: this.clock.now(),
    };
    Object.assign(row, changed);
    await tx.update(EditDraft, { id: row.id }, changed);
    await this.note(tx, row, `edit-draft.${state.toLowerCase()}`, by);
  }

  private row(
    made: Pick<EditDraft, 'accountNumber' | 'linkId' | 'changes' | 'madeBy'> & Partial<EditDraft>,
  ): EditDraft {
    return {
      id: uuidv7(),
      origin: 'HERE',
      hold: null,
      state: 'KEPT',
      findings: null,
      madeAt: this.clock.now(),
      decidedBy: null,
      decidedAt: null,
      ...made,
    };
  }

  private async note(tx: Tx, row: EditDraft, action: string, by: ActingParty): Promise<void> {
    const after = { draft: row.id, fields: Object.keys(row.changes) };
    await this.audit.append(tx, [
      { by, action, subjectKind: 'account', subjectId: row.accountNumber, after },
    ]);
  }
}
