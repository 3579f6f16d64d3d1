import { Injectable } from '@nestjs/common';
import type { Caller } from '@platform/auth/caller';
import { Database } from '@platform/database';
import { holidaysBetween } from '../domain/holiday-rules';
import type { ProgramProfile } from '../domain/program-profile';
import { checkNotice, checkVisit } from '../domain/validation';
import { InjectProgram } from '../program/program';
import { found } from '../refusal/found';
import { RefusedError } from '../refusal/refused.error';
import { ValidationNotices } from './validation-notices';
import type { Validation } from './validation.entity';
import { accepted, ValidationSteps, type OwnValidation } from './validation-steps';
import { Validations } from './validations';

/** The way to a visit: its notice, the carrier's waiver of the 30 days, its beginning. */
@Injectable()
export class VisitCarrier {
  constructor(
    private readonly db: Database,
    private readonly steps: ValidationSteps,
    private readonly validations: Validations,
    private readonly notices: ValidationNotices,
    @InjectProgram() private readonly profile: ProgramProfile,
  ) {}

  /** Announces the visit. Refuses: NOTICE_TOO_SHORT (30 days, or the carrier's waiver), DATA_INVALID (more than 10 working days). */
  async announce(officer: Caller, id: string, visitOn: string, visitEndsOn: string): Promise<Validation> {
    const step = { id, to: 'NOTICE_SENT', as: 'OFFICER', by: officer } as const;
    return this.steps.move(step, async ({ tx, row, account }) => {
      const noticeOn = this.steps.today();
      accepted(checkNotice({ noticeOn, visitOn, isWaived: Boolean(row.facts.waivedOn) }));
      const holidays = holidaysBetween(this.profile.holidaysOf, visitOn, visitOn);
      accepted(checkVisit({ startsOn: visitOn, endsOn: visitEndsOn }, holidays));
      await this.notices.ofVisit(tx, account, row, visitOn);
      return { noticeOn, visitOn, visitEndsOn };
    });
  }

  /** The carrier agrees, on record, to be visited sooner than 30 days after the notice. */
  async waiveNotice(carrier: Caller, own: OwnValidation): Promise<Validation> {
    await this.steps.requireOwnAsOfficer(carrier, own);
    return this.db.transaction(async (tx) => {
      const held = await this.steps.lock(tx, own.id);
      const { row } = held;
      this.steps.requirePerformer(row);
      if (row.state !== 'PLANNED')
        throw new RefusedError({
          code: 'VALIDATION_STATE',
          facts: { state: row.state, allowed: ['PLANNED'] },
        });
      await this.validations.store(tx, row, { facts: { ...row.facts, waivedOn: this.steps.today() } });
      await this.steps.note(held, 'validation.notice-waived', carrier);
      return row;
    });
  }

  /** The visit has begun. Refuses: VISIT_NOT_DUE before the announced day. */
  async start(officer: Caller, id: string): Promise<Validation> {
    return this.steps.move({ id, to: 'IN_PROGRESS', as: 'OFFICER', by: officer }, async ({ row }) => {
      const [visitOn, today] = [found(row.facts.visitOn), this.steps.today()];
      if (today < visitOn) throw new RefusedError({ code: 'VISIT_NOT_DUE', facts: { visitOn, today } });
      return {};
    });
  }
}
