import { Injectable } from '@nestjs/common';
import { Clock } from '@platform/clock';
import type { Tx } from '@platform/database';
import { writeTogether, type Write } from '@platform/database/write-together';
import type { CarrierIdentifiers } from '../domain/application-record';
import type { ApplicationForm } from '../domain/application-form';
import { supplementIdentifiers } from '../domain/assemble-data';
import { matchKeysOf } from '../domain/identifiers';
import { Application } from './application.entity';

const OPEN = `state NOT IN ('DRAFT', 'DECIDED', 'WITHDRAWN', 'SUPERSEDED', 'REFUSED', 'EXPIRED')`;

/**
 * Ids of the open applications with one of the identifiers, doubles included. One arm an identifier, each a probe of its own
 * unique index: a plan made while the table was empty would scan it for `OR`.
 */
export const openTwins = (usdot: string, bn9: string, canadianCarrierCode: string): string => `
  SELECT id FROM application WHERE ${OPEN} AND usdot = ${usdot}
  UNION ALL SELECT id FROM application WHERE ${OPEN} AND bn9 = ${bn9}
  UNION ALL SELECT id FROM application WHERE ${OPEN} AND canadian_carrier_code = ${canadianCarrierCode}`;

const TWINS = `SELECT DISTINCT id FROM (${openTwins('$2', '$3', '$4')}) twins WHERE id <> $1 ORDER BY id`;

const INSERT = `
  INSERT INTO application (id, reference, is_entry, applicant, state, standalone, version, form, progress, account_number, usdot, bn9,
    canadian_carrier_code, created_at, submitted_at, state_since)
  SELECT id, reference, "isEntry", applicant, state, standalone, version, form, progress, "accountNumber", usdot, bn9,
    "canadianCarrierCode", "createdAt", "submittedAt", "stateSince"
  FROM jsonb_to_recordset($1) AS t(id uuid, reference text, "isEntry" boolean, applicant text, state text, standalone boolean,
    version int, form jsonb, progress jsonb, "accountNumber" text, usdot text, bn9 text, "canadianCarrierCode" text,
    "createdAt" timestamptz, "submittedAt" timestamptz, "stateSince" timestamptz)`;

/** By what the other program finds the carrier that applies. */
export function identifiersOf(form: Partial<ApplicationForm>): CarrierIdentifiers {
  return matchKeysOf(supplementIdentifiers(form));
}

/** The table of applications: its only writer. */
@Injectable()
export class Applications {
  constructor(private readonly clock: Clock) {}

  async lock(tx: Tx, id: string): Promise<Application | null> {
    return tx.findOne(Application, { where: { id }, lock: { mode: 'pessimistic_write' } });
  }

  /** Ids of the other open applications for the same carrier, lowest first. */
  async twins(tx: Tx, id: string, identifiers: CarrierIdentifiers): Promise<string[]> {
    const { usdot, bn9, canadianCarrierCode } = identifiers;
    if (!usdot && !bn9 && !canadianCarrierCode) return [];
    const rows: { id: string }[] = await tx.query(TWINS, [id, usdot, bn9, canadianCarrierCode]);
    return rows.map((row) => row.id);
  }

  async insert(tx: Tx, row: Application): Promise<void> {
    await writeTogether(tx, [this.inserting(row)]);
  }

  /** A new application as a part of a statement that several write together. */
  inserting(row: Application): Write {
    return { sql: INSERT, value: [{ ...row, ...columns(row.progress.identifiers) }] };
  }

  /** Writes what has changed; the caller holds the row's lock. Every write raises the version that `ETag` shows. */
  async store(tx: Tx, row: Application, changed: Partial<Application>): Promise<void> {
    const moved = changed.state !== undefined && changed.state !== row.state;
    const since = moved ? { stateSince: this.clock.now() } : {};
    Object.assign(row, changed, since, { version: row.version + 1 });
    const identifiers = changed.progress ? columns(changed.progress.identifiers) : {};
    await tx.update(Application, { id: row.id }, {
      ...changed,
      ...identifiers,
      ...since,
      version: row.version,
    } as never);
  }
}

const columns = (identifiers: CarrierIdentifiers) => ({
  usdot: identifiers.usdot ?? null,
  bn9: identifiers.bn9 ?? null,
  canadianCarrierCode: identifiers.canadianCarrierCode ?? null,
});
