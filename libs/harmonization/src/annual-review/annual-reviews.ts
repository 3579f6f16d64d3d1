import { Injectable } from '@nestjs/common';
import type { Caller } from '@platform/auth/caller';
import { Clock, dateIn } from '@platform/clock';
import { Database, type Tx } from '@platform/database';
import { v7 as uuidv7 } from 'uuid';
import { AccountFactsKind } from '../account/account-facts-kind';
import { AccountStanding } from '../account/account-standing';
import type { Account } from '../account/account.entity';
import { Accounts } from '../account/accounts';
import { AuditLog } from '../audit/audit-log';
import { inBoth } from '../domain/bilingual';
import type { ProgramProfile } from '../domain/program-profile';
import { isMember } from '../domain/wire-status';
import { Duties } from '../due-dates/duties';
import { Notices, primaryEmailOf } from '../notice/notices';
import { InjectProgram } from '../program/program';
import { found } from '../refusal/found';
import { RefusedError } from '../refusal/refused.error';
import { AnnualReview } from './annual-review.entity';

export interface ReviewDecision {
  readonly outcome: 'APPROVED' | 'RETURNED';
  readonly note?: string;
}

/** The yearly review of a member's security profile; the only writer of its table. */
@Injectable()
export class AnnualReviews {
  constructor(
    private readonly db: Database,
    private readonly accounts: Accounts,
    private readonly standing: AccountStanding,
    private readonly facts: AccountFactsKind,
    private readonly duties: Duties,
    private readonly notices: Notices,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
    @InjectProgram() private readonly profile: ProgramProfile,
  ) {}

  async ofAccount(tx: Tx, accountNumber: string): Promise<AnnualReview[]> {
    return tx.find(AnnualReview, { where: { accountNumber }, order: { id: 'ASC' } });
  }

  /**
   * ANN-1: the carrier confirms its answers as they stand (it edits them beforehand, where it may edit); what it then edits changes no
   * submitted version. Refuses: ANNUAL_REVIEW_NOT_ASKED, ANNUAL_REVIEW_OPEN, ACCOUNT_NOT_ACTIVE, NOT_FOUND.
   */
  async submit(tx: Tx, carrier: Caller, accountNumber: string, statement: string): Promise<AnnualReview> {
    const account = await this.accounts.lockOwnAsOfficer(tx, carrier, accountNumber);
    await this.requireAsked(tx, account);
    const review = this.submitted(carrier, account, statement);
    await tx.insert(AnnualReview, review);
    await this.duties.refresh(tx, [accountNumber]);
    await this.note(tx, review, 'annual-review.submitted', carrier);
    return review;
  }

  /** ANN-2: an officer approves, which dates the account and keeps the version, or returns it with a note. Refuses: NOT_FOUND, ANNUAL_REVIEW_NOT_ASKED. */
  async decide(officer: Caller, id: string, { outcome, note }: ReviewDecision): Promise<AnnualReview> {
    return this.db.transaction(async (tx) => {
      const seen = found(await tx.findOneBy(AnnualReview, { id }));
      const account = found(await this.accounts.lock(tx, seen.accountNumber));
      const review = found(await tx.findOneBy(AnnualReview, { id }));
      if (review.state !== 'SUBMITTED')
        throw new RefusedError({ code: 'ANNUAL_REVIEW_NOT_ASKED', facts: { state: review.state } });
      const decided = {
        state: outcome,
        decidedOn: this.today(),
        decidedBy: officer.subject,
        note: note ?? null,
      };
      Object.assign(review, decided);
      await tx.update(AnnualReview, { id }, decided);
      if (outcome === 'APPROVED') await this.dateAccount(tx, account, review, officer);
      await this.duties.refresh(tx, [account.accountNumber]);
      await this.tell(tx, account, review);
      await this.note(tx, review, 'annual-review.decided', officer);
      return review;
    });
  }

  private async requireAsked(tx: Tx, account: Account): Promise<void> {
    if (this.profile.duties.annual !== 'ANNUAL_REVIEW')
      throw new RefusedError({ code: 'ANNUAL_REVIEW_NOT_ASKED' });
    if (!isMember(this.standing.wireStatus(account)))
      throw new RefusedError({ code: 'ACCOUNT_NOT_ACTIVE', facts: { status: account.status } });
    const { accountNumber } = account;
    if (await tx.findOneBy(AnnualReview, { accountNumber, state: 'SUBMITTED' }))
      throw new RefusedError({ code: 'ANNUAL_REVIEW_OPEN' });
  }

  private async dateAccount(tx: Tx, account: Account, review: AnnualReview, officer: Caller): Promise<void> {
    await this.standing.setDate(tx, account, {
      name: 'lastAnnualReviewOn',
      value: this.today(),
      by: { actor: officer.subject, role: officer.roles[0] ?? 'OFFICER' },
      source: `annual-review:${review.id}`,
    });
    await this.facts.sayOf(tx, account);
  }

  private submitted(carrier: Caller, { accountNumber, shared }: Account, statement: string): AnnualReview {
    return {
      id: uuidv7(),
      accountNumber,
      state: 'SUBMITTED',
      securityProfile: shared.securityProfile,
      statement,
      submittedOn: this.today(),
      submittedBy: carrier.subject,
      decidedOn: null,
      decidedBy: null,
      note: null,
    };
  }

  private async tell(tx: Tx, account: Account, { id, state, note }: AnnualReview): Promise<void> {
    const text =
      state === 'APPROVED'
        ? inBoth('Your annual review was approved.', 'Votre examen annuel a été approuvé.')
        : inBoth(
            `Your annual review was returned: ${note ?? ''}`,
            `Votre examen annuel vous est retourné : ${note ?? ''}`,
          );
    await this.notices.write(tx, {
      kind: `ANNUAL_REVIEW_${state}`,
      accountNumber: account.accountNumber,
      email: primaryEmailOf(account),
      text,
      facts: { reviewId: id, state },
    });
  }

  private async note(tx: Tx, review: AnnualReview, action: string, by: Caller): Promise<void> {
    const { id, accountNumber, state } = review;
    await this.audit.append(tx, [
      {
        by: { actor: by.subject, role: by.roles[0] ?? 'NONE' },
        action,
        subjectKind: 'account',
        subjectId: accountNumber,
        reason: review.note ?? undefined,
        after: { reviewId: id, state },
      },
    ]);
  }

  private today(): string {
    return dateIn(this.profile.timeZone, this.clock.now());
  }
}
