import { Injectable } from '@nestjs/common';
import type { Caller } from '@platform/auth/caller';
import { Clock } from '@platform/clock';
import { violatedConstraint, type Tx } from '@platform/database';
import { Idempotency } from '@platform/idempotency/idempotency';
import type { GivenAnswer, IdempotentRequest } from '@platform/idempotency/idempotent-request';
import { v7 as uuidv7 } from 'uuid';
import type { Account } from '../account/account.entity';
import { AuditLog, type ActingParty } from '../audit/audit-log';
import { Consents } from '../consent/consents';
import { matchKeysOf } from '../domain/identifiers';
import { normalizeForm } from '../domain/normalize-form';
import type { ProgramProfile } from '../domain/program-profile';
import { InjectProgram } from '../program/program';
import { Conversations } from '../record-sync/conversations';
import { RefusedError } from '../refusal/refused.error';
import { codeProof, LinkCodes } from '../linking/link-codes';
import { ApplicationFlow } from './application-flow';
import { ApplicationInputCheck, type ApplicationInput } from './application-input';
import { viewOf, type ApplicationView } from './application-view';
import { Application } from './application.entity';
import { Applications, identifiersOf } from './applications';
import { CarrierFacts } from './carrier-facts';
import { DuplicateCarriers } from './duplicate-carriers';
import { CODE_CHECK_KIND } from './code-check-kind';

/** Constraints that two open applications of one carrier would break: the loser of a race hears what everyone else hears. */
const ONE_OPEN = /^application_one_open_per_/;

/**
 * Takes an application, as a draft or submitted, and answers at once on local facts. In the same transaction: the row, the
 * consents, the audit row, the inquiry to the other program, and the kept answer for a repeated request.
 */
@Injectable()
export class SubmitApplication {
  constructor(
    private readonly idempotency: Idempotency,
    private readonly check: ApplicationInputCheck,
    private readonly applications: Applications,
    private readonly carriers: CarrierFacts,
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
    if (!draft && !caller.roles.includes('CARRIER_OFFICER')) throw new RefusedError({ code: 'NOT_ALLOWED', facts: { by: ['CARRIER_OFFICER'] } });
  }

  /** Creates the application. Refuses: APPLICATION_INVALID, APPLICATION_ALREADY_OPEN, ARRANGEMENT_MISSING, CODE_TRIES_EXHAUSTED, NOT_FOUND. */
  async execute(caller: Caller, input: ApplicationInput, draft: boolean, request: IdempotentRequest): Promise<GivenAnswer<ApplicationView>> {
    return this.translated(caller, input, () =>
      this.idempotency.run(request, async (tx) => {
        const application = await this.create(tx, caller, { ...input, form: normalizeForm(input.form) }, draft);
        return { status: 201, body: viewOf(application, this.profile), location: `/v1/applications/${application.id}` };
      }),
    );
  }

  /** Submits a draft that exists. Refuses as `execute` does. */
  async submitDraft(tx: Tx, caller: Caller, row: Application, input: ApplicationInput): Promise<Application> {
    return this.translated(caller, input, async () => {
      const own = await this.check.ownAccount(tx, caller, input.accountNumber);
      this.check.requireComplete(input, own);
      const prepared = await this.prepare(tx, row, input, own);
      await this.refuseTwin(tx, prepared);
      await this.applications.store(tx, row, { ...prepared, state: 'SUBMITTED', submittedAt: this.clock.now() });
      await this.submitted(tx, row, input, caller);
      return row;
    });
  }

  private async create(tx: Tx, caller: Caller, input: ApplicationInput, draft: boolean): Promise<Application> {
    const own = await this.check.ownAccount(tx, caller, input.accountNumber);
    if (draft) this.check.requireWellFormed(input, own);
    else this.check.requireComplete(input, own);
    const row = await this.prepare(tx, await this.blank(tx, caller, draft), input, own);
    if (!draft) await this.refuseTwin(tx, row);
    await this.applications.insert(tx, row);
    if (!draft) await this.submitted(tx, row, input, caller);
    const by = actorOf(caller);
    const action = draft ? 'application.drafted' : 'application.submitted';
    await this.audit.append(tx, [{ by, action, subjectKind: 'application', subjectId: row.id, after: { reference: row.reference } }]);
    return row;
  }

  /** What follows from a submission: consents kept, the code asked about, the inquiry said (or, alone, the review begun). */
  private async submitted(tx: Tx, row: Application, input: ApplicationInput, caller: Caller): Promise<void> {
    const by = actorOf(caller);
    await this.consents.give(tx, row.id, input.form.consents ?? [], caller.subject);
    if (row.accountNumber) await this.consents.bindToAccount(tx, row.id, row.accountNumber);
    if (row.standalone) {
      await this.flow.settle(tx, row.id, by);
      return;
    }
    await this.consents.requireArrangement(tx);
    if (input.peerMembership) await this.askAboutCode(tx, row, input.peerMembership, caller);
    await this.flow.say(tx, row);
  }

  private async askAboutCode(tx: Tx, row: Application, claimed: { accountNumber: string; code: string }, caller: Caller): Promise<void> {
    await this.codes.countTry(tx, caller.subject);
    const { checkId } = row.progress.peerMembership!;
    const proof = codeProof(claimed.accountNumber, claimed.code);
    await this.conversations.say(tx, CODE_CHECK_KIND, checkId, { applicationId: row.id, accountNumber: claimed.accountNumber, proof });
  }

  private async blank(tx: Tx, caller: Caller, draft: boolean): Promise<Application> {
    const now = this.clock.now();
    return Object.assign(new Application(), {
      id: uuidv7(),
      reference: await this.applications.nextReference(tx),
      isEntry: true,
      applicant: caller.subject,
      state: draft ? 'DRAFT' : 'SUBMITTED',
      version: 1,
      createdAt: now,
      submittedAt: draft ? null : now,
      stateSince: now,
    });
  }

  private async prepare(tx: Tx, row: Application, input: ApplicationInput, own: Account | undefined): Promise<Application> {
    const lineOfBusiness = input.form.common?.lineOfBusiness ?? this.lineOf(own) ?? Object.keys(this.profile.accountLines)[0]!;
    const identifiers = { ...identifiersOf(input.form), ...(own ? matchKeysOf(own.shared.identifiers) : {}) };
    const accounts = await this.carriers.accounts(tx, lineOfBusiness, identifiers, own?.accountNumber);
    return Object.assign(row, {
      standalone: input.standalone ?? false,
      form: input.form,
      accountNumber: own?.accountNumber ?? null,
      progress: {
        entry: this.profile.code,
        lineOfBusiness,
        identifiers,
        standing: this.carriers.standing(accounts),
        linksActiveMembers: own && input.peerMembership ? true : undefined,
        proofHere: Boolean(own),
        proofThere: false,
        peerMembership: input.peerMembership && {
          accountNumber: input.peerMembership.accountNumber,
          checkId: uuidv7(),
          outcome: 'ASKED' as const,
        },
        headquarters: 'PENDING' as const,
      },
    });
  }

  private lineOf(own: Account | undefined): string | undefined {
    return Object.entries(this.profile.accountLines).find(([, line]) => line === own?.lineOfBusiness)?.[0];
  }

  /** R0: where the membership is linked already, or the carrier's application is open, nothing is created. */
  private async refuseTwin(tx: Tx, row: Application): Promise<void> {
    if (row.progress.standing.linked) throw new RefusedError({ code: 'ACCOUNT_ALREADY_LINKED' });
    const [twin] = await this.applications.twins(tx, row.id, row.progress.identifiers);
    if (twin) throw new RefusedError({ code: 'APPLICATION_ALREADY_OPEN' });
  }

  private async translated<T>(caller: Caller, input: ApplicationInput, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (ONE_OPEN.test(violatedConstraint(error) ?? '')) throw new RefusedError({ code: 'APPLICATION_ALREADY_OPEN' });
      if (error instanceof RefusedError && error.refusal.code === 'ACCOUNT_ALREADY_LINKED') await this.duplicates.report(caller, input);
      throw error;
    }
  }
}

export const actorOf = (caller: Caller): ActingParty => ({ actor: caller.subject, role: caller.roles[0] ?? 'NONE' });

