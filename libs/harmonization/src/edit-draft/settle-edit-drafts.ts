/*
 * What: brings kept edit drafts to their end: applied where the right to edit has returned or the review is over, sent once to
 * the new holder of that right where it is gone (DRAFT-2).
 * Who queues it: every turn of a link, in its transaction; the scheduler, every minute, for what waited for something else.
 * Twice is safe: a draft is decided once. Gives up: never; what waits is looked at again.
 */
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { ScheduledJobs } from '@messaging/scheduled-jobs';
import { Database, type Tx } from '@platform/database';
import { EditAccount } from '../account/account-editing.use-case';
import type { Account } from '../account/account.entity';
import { Accounts } from '../account/accounts';
import { asSystem } from '../audit/audit-log';
import { inBoth } from '../domain/bilingual';
import { fateOf } from '../domain/edit-draft';
import type { LinkCopy } from '../domain/link/record';
import { isGiven, isLive, isPaused } from '../domain/link/token';
import { LinkLedger } from '../linking/link-ledger';
import { UpheldDisputes } from '../linking/upheld-disputes';
import { copyOf, type LinkChange } from '../linking/links';
import { Notices } from '../notice/notices';
import { Conversations } from '../record-sync/conversations';
import { RefusedError } from '../refusal/refused.error';
import type { EditDraft } from './edit-draft.entity';
import { EditDrafts } from './edit-drafts';
import { serviceReason } from '../domain/service-reasons';

export const EDIT_DRAFT_KIND = 'edit-draft';
const EVERY_MINUTE = 60_000;
const BATCH = 200;

const WAITING = `
  SELECT DISTINCT account_number AS "accountNumber" FROM edit_draft WHERE state = 'KEPT' AND account_number > $1
  ORDER BY account_number LIMIT ${BATCH}`;

/** What of a draft crosses: the changed shared-data fields, never who made it. */
export interface EditDraftRecord {
  linkId: string;
  changes: Record<string, unknown>;
}

@Injectable()
export class SettleEditDrafts implements OnModuleInit {
  constructor(
    private readonly jobs: ScheduledJobs,
    private readonly db: Database,
    private readonly accounts: Accounts,
    private readonly drafts: EditDrafts,
    private readonly editing: EditAccount,
    private readonly ledger: LinkLedger,
    private readonly disputes: UpheldDisputes,
    private readonly conversations: Conversations,
    private readonly notices: Notices,
  ) {}

  onModuleInit(): void {
    this.jobs.add({ name: 'settle-edit-drafts', everyMs: EVERY_MINUTE, run: () => this.run() });
    this.disputes.follow((tx, { linkId }) => this.drafts.forgetReceived(tx, linkId));
    this.ledger.follow(async (tx, _copies, _by, changes) => {
      for (const { after } of changes.filter(mayFree)) await this.settleAccount(tx, after.own.accountNumber);
    });
  }

  async run(): Promise<void> {
    let after = '';
    for (;;) {
      const waiting = await this.db.query<{ accountNumber: string }>(WAITING, [after]);
      for (const { accountNumber } of waiting)
        await this.db.transaction((tx) => this.settleAccount(tx, accountNumber));
      if (waiting.length < BATCH) return;
      after = waiting.at(-1)?.accountNumber ?? after;
    }
  }

  /** In the order in which they were made: a later edit never overtakes one that still waits. */
  async settleAccount(tx: Tx, accountNumber: string): Promise<void> {
    const account = await this.accounts.lock(tx, accountNumber);
    if (!account) return;
    for (const draft of await this.drafts.kept(tx, accountNumber))
      if (!(await this.settleOne(tx, account, draft))) return;
  }

  /** Answers whether the draft has come to its end. */
  private async settleOne(tx: Tx, { accountNumber }: Account, draft: EditDraft): Promise<boolean> {
    const link = await this.ledger.lockLive(tx, accountNumber);
    const copy = link ? copyOf({ copy: link.copy }, undefined as never) : undefined;
    const fate = fateOf(copy);
    if (fate === 'KEEP' || (await this.editing.isHeld(tx, accountNumber, draft.changes))) return false;
    if (fate === 'SEND' && copy) await this.send(tx, draft, copy);
    else await this.apply(tx, draft);
    return true;
  }

  private async send(tx: Tx, draft: EditDraft, { own }: LinkCopy<unknown>): Promise<void> {
    const record: EditDraftRecord = { linkId: own.linkId, changes: draft.changes };
    await this.conversations.say(tx, EDIT_DRAFT_KIND, draft.id, record);
    await this.drafts.decide(tx, draft, { state: 'SENT' }, asSystem('settle-edit-drafts'));
    await this.tell(
      tx,
      draft,
      'EDIT_DRAFT_SENT',
      inBoth(
        'Your edit was sent to the program that now hosts your account: confirm it there.',
        'Votre modification a été transmise au programme qui gère maintenant votre compte : confirmez-la là-bas.',
      ),
    );
  }

  private async apply(tx: Tx, draft: EditDraft): Promise<void> {
    const by = { actor: draft.madeBy, role: 'CARRIER', reason: serviceReason('SERVICE_DRAFT_APPLIED') };
    try {
      await this.editing.apply(tx, draft.accountNumber, draft.changes, by);
      await this.drafts.decide(tx, draft, { state: 'APPLIED' }, by);
    } catch (error) {
      if (!(error instanceof RefusedError)) throw error;
      await this.refuse(tx, draft, error);
    }
  }

  /** What was right when it was made may be wrong by now: the carrier is told, and the present data stand. */
  private async refuse(tx: Tx, draft: EditDraft, { problem }: RefusedError): Promise<void> {
    const findings = [...(problem.violations ?? [])] as EditDraft['findings'];
    await this.drafts.decide(
      tx,
      draft,
      { state: 'REFUSED', findings: findings ?? [] },
      asSystem('settle-edit-drafts'),
    );
    await this.tell(
      tx,
      draft,
      'EDIT_DRAFT_REFUSED',
      inBoth(
        'Your edit no longer fits the present data and was not applied. Please make it again.',
        'Votre modification ne correspond plus aux données actuelles et n’a pas été appliquée. Veuillez la refaire.',
      ),
    );
  }

  private async tell(
    tx: Tx,
    { id, accountNumber }: EditDraft,
    kind: string,
    text: { en: string; fr: string },
  ): Promise<void> {
    await this.notices.write(tx, { kind, accountNumber, text, facts: { draft: id } });
  }
}

/** A turn that may let drafts go: what was given has arrived or come back, a pause or the link is over. */
const mayFree = ({ before, after }: LinkChange): boolean =>
  before !== undefined &&
  ((isGiven(before.own) && !isGiven(after.own)) ||
    (isPaused(before) && !isPaused(after)) ||
    (isLive(before) && !isLive(after)));
