import { Injectable } from '@nestjs/common';
import type { Caller } from '@platform/auth/caller';
import { Database } from '@platform/database';
import { addDays, isAfter } from '../domain/calendar';
import type { ProgramProfile } from '../domain/program-profile';
import { InjectProgram } from '../program/program';
import { RefusedError } from '../refusal/refused.error';
import { ValidationNotices } from './validation-notices';
import type { Finding, Validation } from './validation.entity';
import { ValidationSteps, type HeldValidation, type OwnValidation } from './validation-steps';

export interface IssuedReport {
  readonly summary: string;
  readonly findings?: Finding[];
  readonly requiredActions?: string[];
  readonly responseDueOn?: string;
}

export interface AnswerToResponse {
  readonly accepted: boolean;
  readonly text: string;
  readonly responseDueOn?: string;
}

/** The report of a visit, the carrier's response to required actions, and the officer's answer to that. */
@Injectable()
export class ReportValidation {
  constructor(
    private readonly db: Database,
    private readonly steps: ValidationSteps,
    private readonly notices: ValidationNotices,
    @InjectProgram() private readonly profile: ProgramProfile,
  ) {}

  /** Issues the report; required actions make it wait for the carrier's response, in the same transaction. */
  async issue(officer: Caller, id: string, report: IssuedReport): Promise<Validation> {
    const { summary, findings = [], requiredActions = [] } = report;
    return this.db.transaction(async (tx) => {
      const held = await this.steps.lock(tx, id);
      await this.steps.moveHeld(held, { to: 'REPORT_ISSUED', as: 'OFFICER', by: officer }, async () => ({
        reportOn: this.steps.today(),
        summary,
        findings,
        requiredActions,
      }));
      const responseDueOn = requiredActions.length > 0 ? this.dueOn(report.responseDueOn) : undefined;
      if (responseDueOn) await this.await(held, officer, { responseDueOn });
      await this.notices.ofReport(tx, held.account, held.row, responseDueOn);
      return held.row;
    });
  }

  /** The carrier's response to the required actions. */
  async respond(carrier: Caller, own: OwnValidation, text: string): Promise<Validation> {
    const step = { id: own.id, to: 'RESPONSE_REVIEW', as: 'CARRIER', by: carrier } as const;
    return this.steps.move(step, async ({ row }) => ({
      responses: [...(row.facts.responses ?? []), { on: this.steps.today(), text }],
    }));
  }

  /** VAL-11: the officer answers each response: it is enough, or the carrier is asked again with a new date. */
  async answer(officer: Caller, id: string, answer: AnswerToResponse): Promise<Validation> {
    return this.db.transaction(async (tx) => {
      const held = await this.steps.lock(tx, id);
      const { row, account } = held;
      this.steps.requirePerformer(row);
      if (row.state !== 'RESPONSE_REVIEW')
        throw new RefusedError({
          code: 'VALIDATION_STATE',
          facts: { state: row.state, allowed: ['RESPONSE_REVIEW'] },
        });
      const { accepted, text } = answer;
      const answers = [...(row.facts.answers ?? []), { on: this.steps.today(), accepted, text }];
      if (accepted) return this.keepAnswer(held, officer, answers);
      const responseDueOn = this.dueOn(answer.responseDueOn);
      await this.await(held, officer, { answers, responseDueOn });
      await this.notices.ofReport(tx, account, row, responseDueOn);
      return row;
    });
  }

  private async keepAnswer(
    held: HeldValidation,
    officer: Caller,
    answers: Validation['facts']['answers'],
  ): Promise<Validation> {
    await this.steps.storeFacts(held, { answers });
    await this.steps.note(held, 'validation.response-accepted', officer);
    return held.row;
  }

  private await(held: HeldValidation, by: Caller, facts: Partial<Validation['facts']>): Promise<void> {
    return this.steps.moveHeld(held, { to: 'AWAITING_RESPONSE', as: 'OFFICER', by }, async () => facts);
  }

  private dueOn(named: string | undefined): string {
    const today = this.steps.today();
    const dueOn = named ?? addDays(today, this.profile.duties.responseDays);
    if (isAfter(dueOn, today)) return dueOn;
    throw new RefusedError({ code: 'DATA_INVALID', facts: { responseDueOn: dueOn, after: today } });
  }
}
