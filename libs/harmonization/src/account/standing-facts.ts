import { Injectable } from '@nestjs/common';
import { Clock, dateIn } from '@platform/clock';
import type { Tx } from '@platform/database';
import { addDays, isAfter } from '../domain/calendar';
import type { ProgramProfile } from '../domain/program-profile';
import { isValidated, type CountedValidation } from '../domain/validation';
import { InjectProgram } from '../program/program';

/** What a move along the life cycle may need to hold, besides what its use case knows. */
export interface StandingFacts {
  readonly hasValidation: boolean;
  readonly hasInformalReview: boolean;
}

interface FactsRow {
  counted: CountedValidation[] | null;
  proposedOn: string | null;
  isHeard: boolean;
}

// A validation of the peer counts once it is recognized; words of the carrier once they are younger than the proposal.
const GATHER = `
  WITH newest AS (SELECT status, at, effective_on FROM account_status_change WHERE account_number = $1 ORDER BY id DESC LIMIT 1)
  SELECT
    (SELECT json_agg(json_build_object('state', state, 'visitedOn', facts->>'visitOn')) FROM validation
       WHERE account_number = $1 AND (performed_here OR recognition->>'outcome' = 'RECOGNIZED')) AS counted,
    (SELECT effective_on FROM newest WHERE status = $2) AS "proposedOn",
    EXISTS (SELECT 1 FROM carrier_representation r, newest WHERE r.account_number = $1 AND r.at >= newest.at) AS "isHeard"`;

/** Gathers, in one statement, what the database knows of an account's grounds for a move. */
@Injectable()
export class StandingFactsGatherer {
  constructor(
    private readonly clock: Clock,
    @InjectProgram() private readonly profile: ProgramProfile,
  ) {}

  async gather(tx: Tx, accountNumber: string): Promise<StandingFacts> {
    const { denialProposed } = this.profile.lifeCycle;
    const rows: FactsRow[] = await tx.query(GATHER, [accountNumber, denialProposed ?? null]);
    const { counted, proposedOn, isHeard } = rows[0] ?? { counted: null, proposedOn: null, isHeard: false };
    const today = dateIn(this.profile.timeZone, this.clock.now());
    return {
      hasValidation: isValidated(counted ?? [], today),
      hasInformalReview: proposedOn !== null && (isHeard || this.hasPassed(proposedOn, today)),
    };
  }

  /** ACC-6: a proposed denial is made only once the carrier has written about it, or has let the time for it pass. */
  private hasPassed(proposedOn: string, today: string): boolean {
    return isAfter(today, addDays(proposedOn, this.profile.duties.representationDays));
  }
}
