import { Injectable } from '@nestjs/common';
import { Clock, dateIn } from '@platform/clock';
import type { Tx } from '@platform/database';
import { rowsIn, statement } from '@platform/database/statement';
import type { CarrierIdentifiers, CarrierStanding } from '../domain/application-record';
import type { ProgramProfile } from '../domain/program-profile';
import { InjectProgram } from '../program/program';
import { openTwins } from './applications';
import { CarrierFacts, MATCHING, type CarrierAccount } from './carrier-facts';

/** What this side knows at the moment of a submission: everything that decides it locally, in one round trip. */
export interface SubmissionFacts {
  /** Number of the new application within this program. */
  readonly ordinal: number;
  /** An open application of the same carrier, if there is one. */
  readonly twin?: string;
  /** An arrangement between the programs is in force today. */
  readonly arranged: boolean;
  readonly standing: CarrierStanding;
}

const GATHER = statement(`
  SELECT nextval('application_reference_seq') AS ordinal,
    (SELECT id FROM (${openTwins('$3', '$4', '$5')}) twins ORDER BY id LIMIT 1) AS twin,
    EXISTS (SELECT 1 FROM arrangement
      WHERE peer = $7 AND effective_from <= $8 AND (effective_to IS NULL OR effective_to >= $8)) AS arranged,
    (SELECT coalesce(json_agg(matching), '[]') FROM (${MATCHING}) matching) AS accounts`);

@Injectable()
export class SubmissionFactsGatherer {
  constructor(
    private readonly carriers: CarrierFacts,
    private readonly clock: Clock,
    @InjectProgram() private readonly profile: ProgramProfile,
  ) {}

  async gather(
    tx: Tx,
    line: string,
    identifiers: CarrierIdentifiers,
    accountNumber: string | undefined,
  ): Promise<SubmissionFacts> {
    const today = dateIn(this.profile.timeZone, this.clock.now());
    const values = [
      ...this.carriers.matchValues(line, identifiers, accountNumber),
      this.profile.peer.code,
      today,
    ];
    const [row] = await rowsIn<{
      ordinal: number;
      twin: string | null;
      arranged: boolean;
      accounts: CarrierAccount[];
    }>(tx, GATHER, values);
    if (!row) throw new Error('a SELECT without FROM answers one row');
    return {
      ordinal: row.ordinal,
      twin: row.twin ?? undefined,
      arranged: row.arranged,
      standing: this.carriers.standing(row.accounts),
    };
  }
}
