import { Injectable } from '@nestjs/common';
import type { Caller } from '@platform/auth/caller';
import { Database, type Tx } from '@platform/database';
import { EditAccount } from '../account/account-editing.use-case';
import { Accounts } from '../account/accounts';
import { HiddenCompany } from '../linking/hidden-company';
import { RefusedError } from '../refusal/refused.error';
import type { EditDraft } from './edit-draft.entity';
import { EditDrafts } from './edit-drafts';

/** DRAFT-3: the carrier confirms a received draft, which is then an edit of its own, or discards one that nobody has decided yet. */
@Injectable()
export class DecideEditDraft {
  constructor(
    private readonly db: Database,
    private readonly accounts: Accounts,
    private readonly drafts: EditDrafts,
    private readonly editing: EditAccount,
    private readonly company: HiddenCompany,
  ) {}

  async list(caller: Caller, accountNumber: string): Promise<EditDraft[]> {
    const tx = this.db.source.manager;
    await this.accounts.requireOwn(tx, caller, accountNumber);
    const rows = await this.drafts.ofAccount(tx, accountNumber);
    const isHidden = await this.company.isHidden(tx, accountNumber);
    return isHidden ? rows.filter(({ origin }) => origin === 'HERE') : rows;
  }

  /** Refuses: EDIT_DRAFT_CLOSED, DATA_INVALID (the draft stays), HOSTED_ELSEWHERE, NOT_FOUND. */
  async confirm(caller: Caller, accountNumber: string, id: string): Promise<EditDraft> {
    return this.decide(caller, { accountNumber, id, allowed: ['RECEIVED'] }, async (tx, row) => {
      const by = actorOf(caller);
      await this.editing.apply(tx, accountNumber, row.changes, by);
      await this.drafts.decide(tx, row, { state: 'CONFIRMED' }, by);
    });
  }

  /** Refuses: EDIT_DRAFT_CLOSED, NOT_FOUND. */
  async discard(caller: Caller, accountNumber: string, id: string): Promise<EditDraft> {
    return this.decide(caller, { accountNumber, id, allowed: ['RECEIVED', 'KEPT'] }, (tx, row) =>
      this.drafts.decide(tx, row, { state: 'DISCARDED' }, actorOf(caller)),
    );
  }

  private async decide(
    caller: Caller,
    named: { accountNumber: string; id: string; allowed: readonly EditDraft['state'][] },
    work: (tx: Tx, row: EditDraft) => Promise<void>,
  ): Promise<EditDraft> {
    const { accountNumber, id, allowed } = named;
    return this.db.transaction(async (tx) => {
      await this.accounts.lockOwn(tx, caller, accountNumber);
      const row = await this.drafts.lock(tx, id);
      if (row?.accountNumber !== accountNumber) throw new RefusedError({ code: 'NOT_FOUND' });
      if (!allowed.includes(row.state))
        throw new RefusedError({ code: 'EDIT_DRAFT_CLOSED', facts: { state: row.state, allowed } });
      await work(tx, row);
      return row;
    });
  }
}

const actorOf = ({ subject, roles }: Caller) => ({ actor: subject, role: roles[0] ?? 'CARRIER' });
