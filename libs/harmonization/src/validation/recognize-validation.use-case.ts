import { Injectable } from '@nestjs/common';
import type { Caller } from '@platform/auth/caller';
import { Database } from '@platform/database';
import { Cases } from '../casework/cases';
import { checkRecognition } from '../domain/validation';
import { RefusedError } from '../refusal/refused.error';
import { accepted, partyOf, ValidationSteps, type HeldValidation } from './validation-steps';
import type { Validation } from './validation.entity';
import { Validations } from './validations';
import { serviceReason } from '../domain/service-reasons';

export interface RecognitionWord {
  readonly recognized: boolean;
  readonly reasonCode?: string;
}

/** The client's word on the host's validation: recognized as a rule, declined by headquarters for a listed reason. */
@Injectable()
export class RecognizeValidation {
  constructor(
    private readonly db: Database,
    private readonly steps: ValidationSteps,
    private readonly validations: Validations,
    private readonly cases: Cases,
  ) {}

  /** Refuses: VALIDATION_STATE (done here, not passed, expired, or recognized before), NOT_ALLOWED, REASON_MISSING. */
  async execute(officer: Caller, id: string, word: RecognitionWord): Promise<Validation> {
    return this.db.transaction(async (tx) => {
      const held = await this.steps.lock(tx, id);
      await this.say(held, officer, word);
      return held.row;
    });
  }

  /** The same where the validation is locked already. */
  async say(held: HeldValidation, officer: Caller, word: RecognitionWord): Promise<void> {
    const { tx, row } = held;
    if (row.performedHere)
      throw new RefusedError({ code: 'VALIDATION_STATE', facts: { performedHere: true } });
    const { recognized, reasonCode } = word;
    const today = this.steps.today();
    const outcome = accepted(
      checkRecognition({
        recognized,
        reason: reasonCode,
        before: row.recognition?.outcome,
        actor: officer.roles.includes('HQ') ? 'HQ' : 'OFFICER',
        validation: { state: row.state, visitedOn: row.facts.visitOn },
        today,
      }),
    );
    await this.validations.store(tx, row, {
      recognition: { outcome, reasonCode: recognized ? undefined : reasonCode, on: today },
    });
    if (recognized) await this.steps.dateAccount(held, partyOf(officer));
    await this.followUp(held, officer, word);
    await this.steps.note(held, `validation.${outcome.toLowerCase()}`, officer, { reason: reasonCode });
  }

  /** A decline is staff's business until someone says what follows; a later recognition ends that. */
  private async followUp(
    { tx, row }: HeldValidation,
    officer: Caller,
    { recognized, reasonCode }: RecognitionWord,
  ): Promise<void> {
    const by = partyOf(officer);
    if (!recognized) {
      const facts = { validationId: row.id, about: 'DECLINED_HERE', reasonCode };
      const subject = { kind: 'RECOGNITION', subjectKind: 'account', subjectId: row.accountNumber } as const;
      await this.cases.open(tx, { ...subject, facts }, by);
      return;
    }
    const open = await this.cases.openCase(tx, 'RECOGNITION', row.accountNumber);
    const resolution = {
      choice: 'RECOGNIZED',
      reason: serviceReason('SERVICE_RECOGNIZED'),
      resolvedBy: by.actor,
    };
    if (open?.facts.validationId === row.id) await this.cases.resolve(tx, open, resolution, by);
  }
}
