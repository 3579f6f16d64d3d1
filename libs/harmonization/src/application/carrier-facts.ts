import { Injectable } from '@nestjs/common';
import type { Tx } from '@platform/database';
import type { CarrierIdentifiers, CarrierStanding } from '../domain/application-record';
import { wireOf } from '../domain/life-cycle';
import type { ProgramProfile } from '../domain/program-profile';
import { isMember, isTerminal } from '../domain/wire-status';
import { InjectProgram } from '../program/program';

/** An account of the carrier, as far as an application needs it. */
export interface CarrierAccount {
  accountNumber: string;
  status: string;
  forCauseReview: boolean;
  headquartersCountry: string | null;
  linked: boolean;
  otherBorder: boolean;
}

const known = (by: string): string => `
  SELECT account_number, line_of_business, status, for_cause_review, shared, opened_at FROM account WHERE ${by}`;

/**
 * `$1` line, `$2` account number, `$3`–`$5` identifiers, `$6` lines of other borders. One arm an identifier, each through its
 * own index: a plan made while the table was empty would scan it for `OR`.
 */
export const MATCHING = `
  SELECT a.account_number AS "accountNumber", a.status, a.for_cause_review AS "forCauseReview",
    jsonb_path_query_first(a.shared, '$.addresses[*] ? (@.type == "HEADQUARTERS").country') #>> '{}' AS "headquartersCountry",
    EXISTS (SELECT 1 FROM link l WHERE l.live AND l.local_account_number = a.account_number) AS linked,
    a.line_of_business = ANY ($6::text[]) AS "otherBorder"
  FROM (
    SELECT DISTINCT ON (account_number) * FROM (
      ${['account_number = $2', 'usdot = $3', 'bn9 = $4', 'canadian_carrier_code = $5'].map(known).join(' UNION ALL ')}) every
    ORDER BY account_number) a
  WHERE a.line_of_business = $1 OR a.line_of_business = ANY ($6::text[])
  ORDER BY a.opened_at DESC, a.account_number DESC`;

/** What this program knows of the carrier that applies: its accounts here, and the standing that they give it. */
@Injectable()
export class CarrierFacts {
  constructor(@InjectProgram() private readonly profile: ProgramProfile) {}

  /** Lines of business that a form may name. */
  lines(): string[] {
    return Object.keys(this.profile.accountLines);
  }

  /** Accounts of the line of business that carry one of the identifiers, or the given number. */
  async accounts(
    tx: Tx,
    line: string,
    identifiers: CarrierIdentifiers,
    accountNumber?: string | null,
  ): Promise<CarrierAccount[]> {
    return tx.query(MATCHING, this.matchValues(line, identifiers, accountNumber));
  }

  /**
   * PROOF-1: a code proves only the membership that the application is about. Where no account carries the application's
   * identifiers, the code alone tells which account it is.
   */
  async mayProve(
    tx: Tx,
    about: { lineOfBusiness: string; identifiers: CarrierIdentifiers },
    accountNumber: string,
  ): Promise<boolean> {
    const found = await this.accounts(tx, about.lineOfBusiness, about.identifiers);
    return found.length === 0 || found.some((account) => account.accountNumber === accountNumber);
  }

  /** The values of `MATCHING`, in their order. */
  matchValues(line: string, identifiers: CarrierIdentifiers, accountNumber?: string | null): unknown[] {
    const { usdot, bn9, canadianCarrierCode } = identifiers;
    return [
      this.profile.accountLines[line] ?? line,
      accountNumber,
      usdot,
      bn9,
      canadianCarrierCode,
      this.profile.otherBorderLines,
    ];
  }

  /** The membership that an application can build on: the newest account that has not ended. */
  present(accounts: readonly CarrierAccount[]): CarrierAccount | undefined {
    return accounts.find(({ status, otherBorder }) => !otherBorder && !isTerminal(this.wire(status)));
  }

  standing(accounts: readonly CarrierAccount[]): CarrierStanding {
    const present = this.present(accounts);
    const ended = accounts.find(({ status }) => isTerminal(this.wire(status)));
    const wire = present && this.wire(present.status);
    return {
      member: wire !== undefined && (isMember(wire) || wire === 'SUSPENDED'),
      active: wire !== undefined && isMember(wire),
      linked: accounts.some(({ linked }) => linked),
      ...(accounts.some(({ otherBorder, status }) => otherBorder && !isTerminal(this.wire(status)))
        ? { otherBorder: true }
        : {}),
      standing: this.standingOf(present, ended),
      ...(present?.headquartersCountry ? { headquartersCountry: present.headquartersCountry } : {}),
    };
  }

  private standingOf(
    present: CarrierAccount | undefined,
    ended: CarrierAccount | undefined,
  ): CarrierStanding['standing'] {
    if (present)
      return this.wire(present.status) === 'SUSPENDED' || present.forCauseReview ? 'HELD' : 'ELIGIBLE';
    return ended && ['DENIED', 'ENDED_BY_PROGRAM'].includes(this.wire(ended.status))
      ? 'INELIGIBLE'
      : 'ELIGIBLE';
  }

  private wire(status: string) {
    return wireOf(this.profile.lifeCycle, status);
  }
}
