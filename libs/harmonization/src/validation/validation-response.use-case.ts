import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Caller } from '@platform/auth/caller';
import { Database, type Tx } from '@platform/database';
import { LimitedViews } from '../limited-view/limited-views';
import { RefusedError } from '../refusal/refused.error';
import { ReportValidation } from './report-validation.use-case';
import { ValidationNotices } from './validation-notices';
import { ValidationSteps, type HeldValidation, type OwnValidation } from './validation-steps';
import type { Validation } from './validation.entity';
import { Validations } from './validations';

/**
 * VAL-12: the client may ask the carrier for a Validation Response about the host's validation; what the carrier writes crosses to
 * the host from where it was written, and changes nothing of the validation itself.
 */
@Injectable()
export class ValidationResponses implements OnModuleInit {
  constructor(
    private readonly db: Database,
    private readonly steps: ValidationSteps,
    private readonly validations: Validations,
    private readonly report: ReportValidation,
    private readonly notices: ValidationNotices,
    private readonly views: LimitedViews,
  ) {}

  /** The carrier's limited view at the client has the page for its response only where one is asked for. */
  onModuleInit(): void {
    this.views.opensWhere((accountNumber) => this.isAsked(this.db.source.manager, accountNumber));
  }

  /** An officer of the client asks. Refuses: VALIDATION_STATE where the validation is done here. */
  async ask(officer: Caller, id: string, question: string): Promise<Validation> {
    return this.db.transaction(async (tx) => {
      const held = await this.steps.lock(tx, id);
      await this.askHeld(held, officer, question);
      return held.row;
    });
  }

  /** The same where the validation is locked already. */
  async askHeld(held: HeldValidation, officer: Caller, question: string): Promise<void> {
    const { tx, row, account } = held;
    if (row.performedHere)
      throw new RefusedError({ code: 'VALIDATION_STATE', facts: { performedHere: true } });
    const responses = row.clientResponse?.responses ?? [];
    const clientResponse = { askedOn: this.steps.today(), question, responses };
    await this.validations.store(tx, row, { clientResponse });
    await this.notices.ofQuestion(tx, account, row, question);
    await this.steps.note(held, 'validation.response-asked', officer);
  }

  /** The carrier answers: at the host the required actions, at the client the client's question. Refuses: RESPONSE_NOT_ASKED, NOT_FOUND. */
  async respond(carrier: Caller, own: OwnValidation, text: string): Promise<Validation> {
    await this.steps.requireOwnAsOfficer(carrier, own);
    const row = await this.validations.find(this.db.source.manager, own.id);
    if (row?.performedHere) return this.report.respond(carrier, own, text);
    return this.db.transaction((tx) => this.respondHere(tx, carrier, own, text));
  }

  private async isAsked(tx: Tx, accountNumber: string): Promise<boolean> {
    const rows = await this.validations.ofAccount(tx, accountNumber);
    return rows.some(({ performedHere, clientResponse }) => !performedHere && clientResponse !== null);
  }

  private async respondHere(
    tx: Tx,
    carrier: Caller,
    { id }: OwnValidation,
    text: string,
  ): Promise<Validation> {
    const held = await this.steps.lock(tx, id);
    const asked = held.row.clientResponse;
    if (!asked) throw new RefusedError({ code: 'RESPONSE_NOT_ASKED' });
    const responses = [...asked.responses, { on: this.steps.today(), text }];
    await this.validations.store(tx, held.row, { clientResponse: { ...asked, responses } });
    await this.steps.note(held, 'validation.responded', carrier);
    return held.row;
  }
}
