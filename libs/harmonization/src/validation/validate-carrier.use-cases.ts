import { Injectable } from '@nestjs/common';
import type { Caller } from '@platform/auth/caller';
import { Clock, dateIn } from '@platform/clock';
import { Database, type Tx } from '@platform/database';
import { v7 as uuidv7 } from 'uuid';
import { AccountStanding } from '../account/account-standing';
import { Accounts } from '../account/accounts';
import { AuditLog, type ActingParty } from '../audit/audit-log';
import { Cases } from '../casework/cases';
import type { Decision } from '../domain/decision';
import type { Actor } from '../domain/life-cycle';
import type { ProgramProfile } from '../domain/program-profile';
import {
  checkNotice,
  checkRecognition,
  checkValidationMove,
  checkVisit,
  validUntil,
  type ValidationKind,
  type ValidationState,
} from '../domain/validation';
import { Notices } from '../notice/notices';
import { InjectProgram } from '../program/program';
import { RefusedError } from '../refusal/refused.error';
import { Validation, type ValidationFacts } from './validation.entity';
import { Validations } from './validations';
import { found } from '../refusal/found';

/** The value of an accepted decision; a refusal leaves the use case as the error that HTTP answers. */
function accepted<T>(decision: Decision<T>): T {
  if (!decision.ok) throw new RefusedError(decision.refusal);
  return decision.value;
}

/** The live link's host; before there is a link the one that the application designates. Once its link has ended each program is on its own. */
const DESIGNATED_HOST = `
  SELECT host FROM (
    SELECT 1 AS place, host, link_id AS id FROM link WHERE local_account_number = $1 AND live
    UNION ALL
    SELECT 2, progress->'determination'->>'host', a.id FROM application a
    WHERE account_number = $1 AND NOT standalone AND state IN ('IN_REVIEW', 'INFO_REQUESTED', 'DECIDED')
      AND NOT EXISTS (SELECT 1 FROM link l WHERE l.link_id::text = a.progress->>'linkId' AND NOT l.live)) named
  ORDER BY place, id DESC LIMIT 1`;

/** A validation as its carrier names it: under its own account. */
export interface OwnValidation {
  readonly accountNumber: string;
  readonly id: string;
}

/** The validation of a carrier, from plan to outcome, by the program that hosts it; and its recognition by the other. */
@Injectable()
export class ValidateCarrier {
  constructor(
    private readonly db: Database,
    private readonly validations: Validations,
    private readonly accounts: Accounts,
    private readonly standing: AccountStanding,
    private readonly notices: Notices,
    private readonly cases: Cases,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
    @InjectProgram() private readonly profile: ProgramProfile,
  ) {}

  /** Plans a validation. Refuses: HOSTED_ELSEWHERE where the other program hosts the carrier, VALIDATION_STATE where one is open. */
  async plan(tx: Tx, officer: Caller, accountNumber: string, kind: ValidationKind): Promise<Validation> {
    if (!(await this.accounts.lock(tx, accountNumber))) throw new RefusedError({ code: 'NOT_FOUND' });
    await this.requireHost(tx, accountNumber);
    const open = (await this.validations.ofAccount(tx, accountNumber)).find(isOpen);
    if (open)
      throw new RefusedError({ code: 'VALIDATION_STATE', facts: { open: open.id, state: open.state } });
    const row: Validation = {
      id: uuidv7(),
      accountNumber,
      applicationId: null,
      performedHere: true,
      kind,
      state: 'PLANNED',
      facts: { plannedOn: this.today() },
      recognition: null,
      version: 1,
      createdAt: this.clock.now(),
    };
    await this.validations.insert(tx, row);
    await this.note(tx, row, 'validation.planned', officer, undefined);
    return row;
  }

  /** Announces the visit. Refuses: NOTICE_TOO_SHORT (30 days, or the carrier's waiver), DATA_INVALID (more than 10 working days). */
  async sendNotice(officer: Caller, id: string, visitOn: string, visitEndsOn: string): Promise<Validation> {
    return this.move(id, 'NOTICE_SENT', 'OFFICER', officer, async (tx, row) => {
      const noticeOn = this.today();
      accepted(checkNotice({ noticeOn, visitOn, isWaived: Boolean(row.facts.waivedOn) }));
      accepted(checkVisit({ startsOn: visitOn, endsOn: visitEndsOn }));
      await this.tellOfVisit(tx, row, visitOn);
      return { noticeOn, visitOn, visitEndsOn };
    });
  }

  /** The visit has begun. Refuses: NOTICE_TOO_SHORT before the announced day. */
  async start(officer: Caller, id: string): Promise<Validation> {
    return this.move(id, 'IN_PROGRESS', 'OFFICER', officer, async (_tx, { facts }) => {
      if (this.today() < found(facts.visitOn))
        throw new RefusedError({
          code: 'NOTICE_TOO_SHORT',
          facts: { visitOn: facts.visitOn, today: this.today() },
        });
      return {};
    });
  }

  /** Issues the report; required actions make it wait for the carrier's response. */
  async report(officer: Caller, id: string, summary: string, requiredActions: string[]): Promise<Validation> {
    const issued = await this.move(id, 'REPORT_ISSUED', 'OFFICER', officer, async () => ({
      reportOn: this.today(),
      summary,
      requiredActions,
    }));
    return requiredActions.length > 0
      ? this.move(id, 'AWAITING_RESPONSE', 'OFFICER', officer, async () => ({}))
      : issued;
  }

  /** The carrier's response to the required actions. */
  async respond(carrier: Caller, own: OwnValidation, text: string): Promise<Validation> {
    await this.requireOwn(carrier, own);
    return this.move(own.id, 'RESPONSE_REVIEW', 'CARRIER', carrier, async (_tx, row) => ({
      responses: [...(row.facts.responses ?? []), { on: this.today(), text }],
    }));
  }

  /** The carrier agrees, on record, to be visited sooner than 30 days after the notice. */
  async waiveNotice(carrier: Caller, own: OwnValidation): Promise<Validation> {
    await this.requireOwn(carrier, own);
    return this.db.transaction(async (tx) => {
      const row = await this.lock(tx, own.id);
      if (row.state !== 'PLANNED')
        throw new RefusedError({
          code: 'VALIDATION_STATE',
          facts: { state: row.state, allowed: ['PLANNED'] },
        });
      await this.validations.store(tx, row, { facts: { ...row.facts, waivedOn: this.today() } });
      await this.note(tx, row, 'validation.notice-waived', carrier, undefined);
      return row;
    });
  }

  /** Closes the validation. A passed one dates the account: validated on the day of the visit, due again four years later. */
  async conclude(
    officer: Caller,
    id: string,
    outcome: 'PASSED' | 'FAILED' | 'CANCELLED',
  ): Promise<Validation> {
    return this.move(id, outcome, 'OFFICER', officer, async (tx, row) => {
      const until = outcome === 'PASSED' ? { validUntil: validUntil(found(row.facts.visitOn)) } : {};
      if (outcome === 'PASSED') await this.dateAccount(tx, row, officer);
      return { outcomeOn: this.today(), ...until };
    });
  }

  /** Recognizes the other program's validation, or declines (headquarters only, closed reasons; a case is opened). */
  async recognize(
    officer: Caller,
    id: string,
    recognized: boolean,
    reasonCode?: string,
  ): Promise<Validation> {
    return this.db.transaction(async (tx) => {
      const row = await this.lock(tx, id);
      if (row.performedHere)
        throw new RefusedError({ code: 'VALIDATION_STATE', facts: { performedHere: true } });
      const actor: Actor = officer.roles.includes('HQ') ? 'HQ' : 'OFFICER';
      const facts = {
        recognized,
        reason: reasonCode,
        actor,
        validation: { state: row.state, visitedOn: row.facts.visitOn },
        today: this.today(),
      };
      const outcome = accepted(checkRecognition(facts));
      await this.validations.store(tx, row, { recognition: { outcome, reasonCode, on: this.today() } });
      if (outcome === 'RECOGNIZED') await this.dateAccount(tx, row, officer);
      else await this.openDeclinedCase(tx, row, officer, reasonCode);
      await this.note(tx, row, `validation.${outcome.toLowerCase()}`, officer, reasonCode);
      return row;
    });
  }

  private async move(
    id: string,
    to: ValidationState,
    actor: Actor,
    by: Caller,
    work: (tx: Tx, row: Validation) => Promise<Partial<ValidationFacts>>,
  ): Promise<Validation> {
    return this.db.transaction(async (tx) => {
      const row = await this.lock(tx, id);
      if (!row.performedHere)
        throw new RefusedError({ code: 'HOSTED_ELSEWHERE', facts: { host: this.profile.peer.code } });
      const hasRequiredActions = (row.facts.requiredActions ?? []).length > 0 && !row.facts.responses;
      accepted(checkValidationMove({ from: row.state, to, actor, hasRequiredActions }));
      const facts = await work(tx, row);
      await this.validations.store(tx, row, { state: to, facts: { ...row.facts, ...facts } });
      await this.note(tx, row, 'validation.moved', by, undefined);
      return row;
    });
  }

  private async lock(tx: Tx, id: string): Promise<Validation> {
    const row = await this.validations.lock(tx, id);
    if (!row) throw new RefusedError({ code: 'NOT_FOUND' });
    return row;
  }

  private async requireHost(tx: Tx, accountNumber: string): Promise<void> {
    const [found]: { host: string | null }[] = await tx.query(DESIGNATED_HOST, [accountNumber]);
    if (!found?.host || found.host === this.profile.code) return;
    throw new RefusedError({ code: 'HOSTED_ELSEWHERE', facts: { host: found.host } });
  }

  /** Before anything else is said of it: a validation keeps its account for ever, so that no lock is needed. */
  private async requireOwn(carrier: Caller, { accountNumber, id }: OwnValidation): Promise<void> {
    const tx = this.db.source.manager;
    const row = await tx.findOneBy(Validation, { id });
    if (row?.accountNumber !== accountNumber) throw new RefusedError({ code: 'NOT_FOUND' });
    await this.accounts.requireOfficer(tx, carrier, accountNumber);
  }

  /** Ground rule 4: each program writes its own dates, also for a validation that the other one did. */
  private async dateAccount(tx: Tx, row: Validation, officer: Caller): Promise<void> {
    const account = found(await this.accounts.lock(tx, row.accountNumber));
    const visitOn = found(row.facts.visitOn);
    const common = { by: officerOf(officer), source: `validation:${row.id}` };
    await this.standing.setDate(tx, account, { name: 'lastValidatedOn', value: visitOn, ...common });
    await this.standing.setDate(tx, account, {
      name: 'nextRevalidationDue',
      value: validUntil(visitOn),
      ...common,
    });
  }

  private async tellOfVisit(tx: Tx, row: Validation, visitOn: string): Promise<void> {
    const text = {
      en: `${this.profile.name.en} will visit you on ${visitOn}.`,
      fr: `Le programme ${this.profile.name.fr} vous rendra visite le ${visitOn}.`,
    };
    await this.notices.write(tx, {
      kind: 'VALIDATION_NOTICE',
      accountNumber: row.accountNumber,
      text,
      facts: { validationId: row.id, visitOn },
    });
  }

  private async openDeclinedCase(
    tx: Tx,
    row: Validation,
    officer: Caller,
    reasonCode?: string,
  ): Promise<void> {
    const facts = { validationId: row.id, reasonCode };
    await this.cases.open(
      tx,
      { kind: 'RECOGNITION', subjectKind: 'account', subjectId: row.accountNumber, facts },
      officerOf(officer),
    );
  }

  private async note(
    tx: Tx,
    row: Validation,
    action: string,
    by: Caller,
    reason: string | undefined,
  ): Promise<void> {
    const after = { state: row.state, facts: row.facts, recognition: row.recognition };
    await this.audit.append(tx, [
      { by: officerOf(by), action, subjectKind: 'validation', subjectId: row.id, reason, after },
    ]);
  }

  private today(): string {
    return dateIn(this.profile.timeZone, this.clock.now());
  }
}

const officerOf = (caller: Caller): ActingParty => ({
  actor: caller.subject,
  role: caller.roles[0] ?? 'NONE',
});
const isOpen = ({ performedHere, state }: Validation): boolean =>
  performedHere && !['PASSED', 'FAILED', 'CANCELLED'].includes(state);
