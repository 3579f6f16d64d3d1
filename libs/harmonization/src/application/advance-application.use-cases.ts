import { Injectable } from '@nestjs/common';
import type { Caller } from '@platform/auth/caller';
import { Clock, dateIn } from '@platform/clock';
import { Database, type Tx } from '@platform/database';
import { v7 as uuidv7 } from 'uuid';
import { AccountStanding } from '../account/account-standing';
import { Accounts } from '../account/accounts';
import { AuditLog } from '../audit/audit-log';
import {
  CLOSED_APPLICATION_STATES,
  type ApplicationRecord,
  type ApplicationState,
} from '../domain/application-record';
import { remainingMoves } from '../domain/life-cycle';
import type { ProgramProfile } from '../domain/program-profile';
import { codeProof, LinkCodes } from '../linking/link-codes';
import { InjectProgram } from '../program/program';
import { Conversations } from '../record-sync/conversations';
import { RefusedError } from '../refusal/refused.error';
import { ApplicationAccess } from './application-access';
import { APPLICATION_KIND, ApplicationFlow } from './application-flow';
import type { Application } from './application.entity';
import { Applications } from './applications';
import { CarrierFacts } from './carrier-facts';
import { CODE_CHECK_KIND, codeQuestion } from './code-check-kind';
import { actorOf } from './submit-application.use-case';

/** What the carrier does with an application after it is submitted. */
@Injectable()
export class AdvanceApplication {
  constructor(
    private readonly db: Database,
    private readonly access: ApplicationAccess,
    private readonly applications: Applications,
    private readonly accounts: Accounts,
    private readonly standing: AccountStanding,
    private readonly carriers: CarrierFacts,
    private readonly codes: LinkCodes,
    private readonly conversations: Conversations,
    private readonly flow: ApplicationFlow,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
    @InjectProgram() private readonly profile: ProgramProfile,
  ) {}

  /** Withdraws an open application from both programs. Refuses: APPLICATION_NOT_OPEN. */
  async withdraw(caller: Caller, id: string, reason?: string): Promise<Application> {
    return this.db.transaction(async (tx) => {
      const row = await this.access.lockOwnAsOfficer(tx, caller, id);
      this.requireEntry(row);
      if (CLOSED_APPLICATION_STATES.includes(row.state))
        throw new RefusedError({ code: 'APPLICATION_NOT_OPEN', facts: { state: row.state } });
      await this.move(tx, row, 'WITHDRAWN', caller, reason);
      return this.flow.settle(tx, id, actorOf(caller));
    });
  }

  /**
   * Shows control of a membership with its one-time code. A code of this program is checked at once, the other's is asked
   * about; unknown, wrong and expired are one answer. Refuses: APPLICATION_STATE, CODE_TRIES_EXHAUSTED.
   */
  async prove(caller: Caller, id: string, accountNumber: string, code: string): Promise<Application> {
    const { row, accepted } = await this.db.transaction(async (tx) => {
      const row = await this.access.lockOwnAsOfficer(tx, caller, id);
      if (row.state !== 'PROOF_NEEDED')
        throw new RefusedError({
          code: 'APPLICATION_STATE',
          facts: { state: row.state, allowed: ['PROOF_NEEDED'] },
        });
      await this.codes.countTry(tx, caller.subject);
      const proof = codeProof(accountNumber, code);
      const isLocal = row.progress.standing.member && !row.progress.proofHere;
      const accepted = isLocal ? await this.proveHere(tx, row, accountNumber, proof) : true;
      if (!isLocal) await this.askPeer(tx, row, accountNumber, proof);
      return { row: await this.flow.settle(tx, id, actorOf(caller)), accepted };
    });
    // Refused only now: the try stays counted.
    if (!accepted) throw new RefusedError({ code: 'CODE_NOT_ACCEPTED' });
    return row;
  }

  /** Signs the terms of whichever program waits for it. Refuses: TERMS_NOT_DUE. */
  async signTerms(caller: Caller, id: string): Promise<Application> {
    return this.db.transaction(async (tx) => {
      const row = await this.access.lockOwnAsOfficer(tx, caller, id);
      const heard = await this.conversations.heard<ApplicationRecord>(tx, APPLICATION_KIND, id);
      if (!row.progress.termsDue && !heard?.termsDue) throw new RefusedError({ code: 'TERMS_NOT_DUE' });
      const termsSignedAt = this.clock.now().toISOString();
      await this.applications.store(tx, row, { progress: { ...row.progress, termsSignedAt } });
      await this.note(tx, row, 'application.terms-signed', caller, { termsSignedAt });
      return this.flow.settle(tx, id, actorOf(caller));
    });
  }

  /** Scenario 4: the carrier acknowledges that the host's values win. */
  async acknowledge(tx: Tx, caller: Caller, row: Application): Promise<Application> {
    const acknowledgedAt = row.progress.acknowledgedAt ?? this.clock.now().toISOString();
    await this.applications.store(tx, row, { progress: { ...row.progress, acknowledgedAt } });
    await this.note(tx, row, 'application.differences-acknowledged', caller, { acknowledgedAt });
    return this.flow.settle(tx, row.id, actorOf(caller));
  }

  /** A program asks the carrier for information; the carrier may then change the form. Refuses: APPLICATION_STATE. */
  async requestInformation(officer: Caller, id: string, text: string): Promise<Application> {
    return this.asStaff(
      id,
      async (tx, row) => {
        const infoRequest = { text, askedAt: this.clock.now().toISOString() };
        await this.applications.store(tx, row, { progress: { ...row.progress, infoRequest } });
        await this.note(tx, row, 'application.information-requested', officer, { text });
      },
      officer,
    );
  }

  /** The program decides for itself, along its own order of work. Refuses: STATUS_NOT_ALLOWED, VALIDATION_MISSING, REASON_MISSING. */
  async decide(
    officer: Caller,
    id: string,
    outcome: 'APPROVED' | 'DENIED',
    reasonCode?: string,
  ): Promise<Application> {
    return this.asStaff(
      id,
      async (tx, row) => {
        const account = row.accountNumber ? await this.accounts.lock(tx, row.accountNumber) : null;
        if (!account) throw new RefusedError({ code: 'APPLICATION_STATE', facts: { state: row.state } });
        const { onApproval, onDenial } = this.profile.lifeCycle;
        const path = outcome === 'APPROVED' ? onApproval : onDenial;
        const left = remainingMoves(path, account.status);
        if (left.length === 0)
          throw new RefusedError({
            code: 'STATUS_NOT_ALLOWED',
            facts: { from: account.status, allowed: [] },
          });
        for (const to of upToProposal(left, this.profile.lifeCycle.denialProposed)) {
          await this.standing.move(tx, account, {
            to,
            as: 'OFFICER',
            by: actorOf(officer),
            source: `application:${id}`,
            reasonCode,
          });
        }
      },
      officer,
    );
  }

  /** An officer's check of the headquarters: required before a link goes active (R1 where it fails). */
  async verifyHeadquarters(
    officer: Caller,
    id: string,
    outcome: 'VERIFIED' | 'FAILED',
  ): Promise<Application> {
    return this.asStaff(
      id,
      async (tx, row) => {
        await this.applications.store(tx, row, { progress: { ...row.progress, headquarters: outcome } });
        const verifiedOn = dateIn(this.profile.timeZone, this.clock.now());
        const check = { subject: 'headquarters', outcome, verifiedOn, verifiedBy: officer.subject };
        if (row.accountNumber)
          await this.accounts.storeVerification(tx, { accountNumber: row.accountNumber, ...check });
        await this.note(tx, row, 'application.headquarters-checked', officer, { outcome });
      },
      officer,
    );
  }

  private async asStaff(
    id: string,
    work: (tx: Tx, row: Application) => Promise<void>,
    officer: Caller,
  ): Promise<Application> {
    return this.db.transaction(async (tx) => {
      const row = await this.applications.lock(tx, id);
      if (!row || row.state === 'DRAFT') throw new RefusedError({ code: 'NOT_FOUND' });
      if (CLOSED_APPLICATION_STATES.includes(row.state))
        throw new RefusedError({ code: 'APPLICATION_NOT_OPEN', facts: { state: row.state } });
      await work(tx, row);
      return this.flow.settle(tx, id, actorOf(officer));
    });
  }

  private async proveHere(tx: Tx, row: Application, accountNumber: string, proof: string): Promise<boolean> {
    const isItsOwn = await this.carriers.mayProve(tx, row.progress, accountNumber);
    const accepted = isItsOwn && (await this.codes.accepts(tx, accountNumber, proof, row.id));
    if (accepted) await this.codes.forgetTries(tx, row.applicant ?? '');
    return accepted;
  }

  private async askPeer(tx: Tx, row: Application, accountNumber: string, proof: string): Promise<void> {
    const peerMembership = { accountNumber, checkId: uuidv7(), outcome: 'ASKED' as const };
    await this.applications.store(tx, row, { progress: { ...row.progress, peerMembership } });
    await this.conversations.say(
      tx,
      CODE_CHECK_KIND,
      peerMembership.checkId,
      codeQuestion(row, accountNumber, proof),
    );
  }

  private requireEntry(row: Application): void {
    if (!row.isEntry)
      throw new RefusedError({ code: 'HOSTED_ELSEWHERE', facts: { program: row.progress.entry } });
  }

  private async move(
    tx: Tx,
    row: Application,
    state: ApplicationState,
    caller: Caller,
    reason?: string,
  ): Promise<void> {
    const before = row.state;
    await this.applications.store(tx, row, { state });
    const subject = { subjectKind: 'application' as const, subjectId: row.id };
    await this.audit.append(tx, [
      {
        by: actorOf(caller),
        action: `application.${state.toLowerCase()}`,
        ...subject,
        reason,
        before: { state: before },
        after: { state },
      },
    ]);
  }

  private async note(tx: Tx, row: Application, action: string, caller: Caller, after: object): Promise<void> {
    await this.audit.append(tx, [
      { by: actorOf(caller), action, subjectKind: 'application', subjectId: row.id, after },
    ]);
  }
}

/** Where a denial is proposed first the decision goes no further: the carrier is heard before the next one makes it (ACC-6). */
const upToProposal = (moves: readonly string[], proposed: string | undefined): readonly string[] =>
  proposed !== undefined && moves.includes(proposed) ? moves.slice(0, moves.indexOf(proposed) + 1) : moves;
