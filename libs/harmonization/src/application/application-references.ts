import { Injectable } from '@nestjs/common';
import { Clock } from '@platform/clock';
import { Database } from '@platform/database';
import { applicationReferenceOf } from '../domain/account-number';
import type { ProgramProfile } from '../domain/program-profile';
import { InjectProgram } from '../program/program';

/** Numbers taken at once, so that a submission need not ask for its own; a restart leaves a gap of fewer than these. */
const AT_ONCE = 50;

const TAKE = `SELECT nextval('application_reference_seq') AS n FROM generate_series(1, $1)`;

/** References that people can say on the telephone: `HA-C-2026-000123`. Never given twice; not without gaps. */
@Injectable()
export class ApplicationReferences {
  private numbers: number[] = [];
  private taking?: Promise<void>;

  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    @InjectProgram() private readonly profile: ProgramProfile,
  ) {}

  async next(): Promise<string> {
    for (;;) {
      const number = this.numbers.shift();
      if (number !== undefined) return this.referenceOf(number);
      this.taking ??= this.take().finally(() => (this.taking = undefined));
      await this.taking;
    }
  }

  private async take(): Promise<void> {
    const rows = await this.db.query<{ n: number }>(TAKE, [AT_ONCE]);
    this.numbers.push(...rows.map(({ n }) => n));
  }

  private referenceOf(ordinal: number): string {
    const year = this.clock.now().getUTCFullYear();
    return applicationReferenceOf(this.profile.applicationReferencePrefix, year, ordinal);
  }
}
