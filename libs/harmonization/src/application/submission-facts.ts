import { Injectable } from '@nestjs/common';
import { Clock, dateIn } from '@platform/clock';
import type { Tx } from '@platform/database';
import { rowsIn, statement } from '@platform/database/statement';
import type { Condition } from '@platform/database/write-together';
import type { CarrierIdentifiers, CarrierStanding } from '../domain/application-record';
import type { ProgramProfile } from '../domain/program-profile';
import { InjectProgram } from '../program/program';
import { openTwins } from './applications';
import { CarrierFacts, MATCHING, type CarrierAccount } from './carrier-facts';

/** What this side knows at the moment of a submission: everything that decides it locally, in one round trip. */
export interface SubmissionFacts {
  /** An open application of the same carrier, if there is one. */
  readonly twin?: string;
  /** An arrangement between the programs is in force today. */
  readonly arranged: boolean;
  readonly standing: CarrierStanding;
}

const TWINS = openTwins('$3', '$4', '$5');
const ARRANGED = `EXISTS (SELECT 1 FROM arrangement
  WHERE peer = $7 AND effective_from <= $8 AND (effective_to IS NULL OR effective_to >= $8))`;

const GATHER = statement(`
  SELECT (SELECT id FROM (${TWINS}) twins ORDER BY id LIMIT 1) AS twin, ${ARRANGED} AS arranged,
    (SELECT coalesce(json_agg(matching), '[]') FROM (${MATCHING}) matching) AS accounts`);

/** Nothing stands in the way and nothing is known of the carrier: what most submissions find. */
const NEW_HERE = `NOT EXISTS (${TWINS}) AND NOT EXISTS (${MATCHING}) AND ${ARRANGED}`;

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
    const values = this.values(line, identifiers, accountNumber);
    const [row] = await rowsIn<{ twin: string | null; arranged: boolean; accounts: CarrierAccount[] }>(
      tx,
      GATHER,
      values,
    );
    if (!row) throw new Error('a SELECT without FROM answers one row');
    return {
      twin: row.twin ?? undefined,
      arranged: row.arranged,
      standing: this.carriers.standing(row.accounts),
    };
  }

  /** The same facts as a condition under which the submission of a carrier that is new here may be written. */
  newHere(line: string, identifiers: CarrierIdentifiers): { facts: SubmissionFacts; condition: Condition } {
    return {
      facts: { arranged: true, standing: this.carriers.standing([]) },
      condition: { sql: NEW_HERE, values: this.values(line, identifiers, undefined) },
    };
  }

  private values(
    line: string,
    identifiers: CarrierIdentifiers,
    accountNumber: string | undefined,
  ): unknown[] {
    const today = dateIn(this.profile.timeZone, this.clock.now());
    const matching = this.carriers.matchValues(line, identifiers, accountNumber);
    return [...matching, this.profile.peer.code, today];
  }
}
