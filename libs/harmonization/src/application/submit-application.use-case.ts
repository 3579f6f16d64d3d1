import { Injectable } from '@nestjs/common';
import type { Caller } from '@platform/auth/caller';
import { Clock } from '@platform/clock';
import { violatedConstraint, type Tx } from '@platform/database';
import { CombinedWrites } from '@platform/database/combined-writes';
import { writeTogether, type Write } from '@platform/database/write-together';
import { Idempotency } from '@platform/idempotency/idempotency';
import type { Answer, GivenAnswer, IdempotentRequest } from '@platform/idempotency/idempotent-request';
import { AuditLog, type ActingParty } from '../audit/audit-log';
import { Consents } from '../consent/consents';
import { normalizeForm } from '../domain/normalize-form';
import type { ProgramProfile } from '../domain/program-profile';
import { codeProof, LinkCodes } from '../linking/link-codes';
import { InjectProgram } from '../program/program';
import { Conversations } from '../record-sync/conversations';
import { RefusedError } from '../refusal/refused.error';
import { APPLICATION_KIND, ApplicationFlow } from './application-flow';
import { ApplicationInputCheck, type ApplicationInput } from './application-input';
import { applicationRecord } from './application-said';
import { viewOf, type ApplicationView } from './application-view';
import { Application } from './application.entity';
import { Applications } from './applications';
import { CODE_CHECK_KIND, codeQuestion } from './code-check-kind';
import { DuplicateCarriers } from './duplicate-carriers';
import { NewApplications } from './new-applications';
import type { SubmissionFacts } from './submission-facts';

/** Constraints that two open applications of one carrier would break: the loser of a race hears what everyone else hears. */
const ONE_OPEN = /^application_one_open_per_/;

type Stored = Answer<ApplicationView> & { stored?: true };

/**
 * Takes an application, as a draft or submitted, and answers at once on local facts. In the same transaction: the row, the
 * consents, the audit row, the inquiry to the other program, and the kept answer for a repeated request.
 */
@Injectable()
export class SubmitApplication {
  constructor(
    private readonly combined: CombinedWrites,
    private readonly idempotency: Idempotency,
    private readonly check: ApplicationInputCheck,
    private readonly applications: Applications,
    private readonly making: NewApplications,
    private readonly consents: Consents,
    private readonly codes: LinkCodes,
    private readonly conversations: Conversations,
    private readonly flow: ApplicationFlow,
    private readonly duplicates: DuplicateCarriers,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
    @InjectProgram() private readonly profile: ProgramProfile,
  ) {}

  /** Domain §10: a carrier's user prepares drafts, an officer of the company submits. */
  requireMaySubmit(caller: Caller, draft: boolean): void {
    if (!draft && !caller.roles.includes('CARRIER_OFFICER'))
      throw new RefusedError({ code: 'NOT_ALLOWED', facts: { by: ['CARRIER_OFFICER'] } });
  }

  /** Creates the application. Refuses: APPLICATION_INVALID, APPLICATION_ALREADY_OPEN, ARRANGEMENT_MISSING, CODE_TRIES_EXHAUSTED, NOT_FOUND. */
  async execute(
    caller: Caller,
    given: ApplicationInput,
    draft: boolean,
    request: IdempotentRequest,
  ): Promise<GivenAnswer<ApplicationView>> {
    const input = { ...given, form: normalizeForm(given.form) };
    const isPlain = !input.accountNumber && !input.peerMembership && !input.standalone;
    return this.translated(caller, input, () =>
      !draft && isPlain
        ? this.idempotency.runWithOneWrite(request, (tx) => this.submitPlain(tx, caller, input, request))
        : this.idempotency.run(request, (tx) =>
            draft ? this.draft(tx, caller, input) : this.submit(tx, caller, input, request),
          ),
    );
  }

  /** Submits a draft that exists. Refuses as `execute` does. */
  async submitDraft(tx: Tx, caller: Caller, row: Application, input: ApplicationInput): Promise<Application> {
    return this.translated(caller, input, async () => {
      const own = await this.check.ownAccountAsOfficer(tx, caller, input.accountNumber);
      this.check.requireComplete(input, own);
      const facts = await this.making.facts(tx, input, own);
      this.requireSubmittable(facts, input);
      const content = this.making.content(input, own, facts);
      await this.applications.store(tx, row, {
        ...content,
        state: 'SUBMITTED',
        submittedAt: this.clock.now(),
      });
      await this.consents.give(tx, row.id, input.form.consents ?? [], caller.subject);
      await this.askOrSettle(tx, row, input, caller);
      if (!row.standalone) await this.flow.say(tx, row);
      return row;
    });
  }

  private async draft(tx: Tx, caller: Caller, input: ApplicationInput): Promise<Stored> {
    const own = await this.check.ownAccount(tx, caller, input.accountNumber);
    this.check.requireWellFormed(input, own);
    const facts = await this.making.facts(tx, input, own);
    const row = await this.making.row(caller, this.making.content(input, own, facts), 'DRAFT');
    await writeTogether(tx, [
      this.applications.inserting(row),
      this.auditing(row, caller, 'application.drafted'),
    ]);
    return this.answer(row);
  }

  private async submit(
    tx: Tx,
    caller: Caller,
    input: ApplicationInput,
    request: IdempotentRequest,
  ): Promise<Stored> {
    const own = await this.check.ownAccountAsOfficer(tx, caller, input.accountNumber);
    this.check.requireComplete(input, own);
    const facts = await this.making.facts(tx, input, own);
    this.requireSubmittable(facts, input);
    const row = await this.making.row(caller, this.making.content(input, own, facts), 'SUBMITTED');
    if (row.standalone) {
      await writeTogether(tx, this.submitting(row, caller));
      await this.askOrSettle(tx, row, input, caller);
      return this.answer((await this.applications.lock(tx, row.id)) ?? row);
    }
    const answer = await this.submitAndAsk(tx, row, caller, request);
    await this.askOrSettle(tx, row, input, caller);
    return { ...answer, stored: true };
  }

  /**
   * A carrier that is new here, most likely: one statement writes it if that is so, with others that come at the same moment. Where it is not,
   * the facts are gathered, and are decided again by the constraints of the statement that writes.
   */
  private async submitPlain(
    tx: Tx,
    caller: Caller,
    input: ApplicationInput,
    request: IdempotentRequest,
  ): Promise<Answer<ApplicationView>> {
    this.check.requireComplete(input, undefined);
    const expected = this.making.newHere(input);
    const fresh = await this.making.row(
      caller,
      this.making.content(input, undefined, expected.facts),
      'SUBMITTED',
    );
    const { writes, answer } = await this.submittingAndAsking(tx, fresh, caller, request);
    if (await this.combined.writeWhere(expected.condition, writes)) return answer;

    const facts = await this.making.facts(tx, input, undefined);
    this.requireSubmittable(facts, input);
    const row = await this.making.row(caller, this.making.content(input, undefined, facts), 'SUBMITTED');
    return this.submitAndAsk(tx, row, caller, request);
  }

  private async submitAndAsk(
    tx: Tx,
    row: Application,
    caller: Caller,
    request: IdempotentRequest,
  ): Promise<Answer<ApplicationView>> {
    const { writes, answer } = await this.submittingAndAsking(tx, row, caller, request);
    await writeTogether(tx, writes);
    return answer;
  }

  /** Everything that a submission leaves, the inquiry to the other program and the kept answer: for one statement. */
  private async submittingAndAsking(
    tx: Tx,
    row: Application,
    caller: Caller,
    request: IdempotentRequest,
  ): Promise<{ writes: Write[]; answer: Answer<ApplicationView> }> {
    const answer = this.answer(row);
    const asking = await this.conversations.sayingFirst(
      tx,
      APPLICATION_KIND,
      row.id,
      applicationRecord(row, null),
    );
    const keeping = this.idempotency.keeping(request, answer);
    return { writes: [...this.submitting(row, caller), ...asking, keeping], answer };
  }

  private submitting(row: Application, caller: Caller): Write[] {
    return [
      this.applications.inserting(row),
      this.consents.giving(row.id, row.form.consents ?? [], caller.subject),
      this.auditing(row, caller, 'application.submitted'),
    ];
  }

  /** A code is asked about; an application to this program alone goes into review at once. */
  private async askOrSettle(
    tx: Tx,
    row: Application,
    { peerMembership }: ApplicationInput,
    caller: Caller,
  ): Promise<void> {
    if (row.accountNumber) await this.consents.bindToAccount(tx, row.id, row.accountNumber);
    if (row.standalone) await this.flow.settle(tx, row.id, actorOf(caller));
    else if (peerMembership && row.progress.peerMembership) {
      await this.codes.countTry(tx, caller.subject);
      const { accountNumber, code } = peerMembership;
      const { checkId } = row.progress.peerMembership;
      await this.conversations.say(
        tx,
        CODE_CHECK_KIND,
        checkId,
        codeQuestion(row, accountNumber, codeProof(accountNumber, code)),
      );
    }
  }

  /** R0: where the membership is linked already, or the carrier's application is open, nothing is created. */
  private requireSubmittable(facts: SubmissionFacts, { standalone }: ApplicationInput): void {
    if (facts.standing.linked) throw new RefusedError({ code: 'ACCOUNT_ALREADY_LINKED' });
    if (facts.twin) throw new RefusedError({ code: 'APPLICATION_ALREADY_OPEN' });
    if (!facts.arranged && !standalone) throw new RefusedError({ code: 'ARRANGEMENT_MISSING' });
  }

  private auditing(row: Application, caller: Caller, action: string): Write {
    const subject = { subjectKind: 'application' as const, subjectId: row.id };
    return this.audit.appending([
      { by: actorOf(caller), action, ...subject, after: { reference: row.reference, state: row.state } },
    ]);
  }

  private answer(row: Application): Stored {
    return { status: 201, body: viewOf(row, this.profile), location: `/v1/applications/${row.id}` };
  }

  private async translated<T>(caller: Caller, input: ApplicationInput, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (ONE_OPEN.test(violatedConstraint(error) ?? ''))
        throw new RefusedError({ code: 'APPLICATION_ALREADY_OPEN' });
      if (error instanceof RefusedError && error.refusal.code === 'ACCOUNT_ALREADY_LINKED')
        await this.duplicates.report(caller, input);
      throw error;
    }
  }
}

export const actorOf = (caller: Caller): ActingParty => ({
  actor: caller.subject,
  role: caller.roles[0] ?? 'NONE',
});
