import { Injectable } from '@nestjs/common';
import { Database } from '@platform/database';
import { decodeCursor, pageOf, type Page } from '@platform/http/pagination';
import type { FieldFinding } from '../domain/application-form';
import { IMPORT_COLUMNS, type ImportView } from './imports';

/** A row of a file that was not taken, or not wholly. */
export interface ReportedRow {
  line: number;
  severity: 'REFUSED' | 'WARNING';
  accountNumber: string | null;
  findings: FieldFinding[];
}

export interface IncompleteMember {
  accountNumber: string;
  legalName: string;
  missing: string[];
}

const isText = (value: unknown): value is string => typeof value === 'string';
const isUuid = (value: unknown): value is string => isText(value) && /^[0-9a-f-]{36}$/.test(value);
const isLine = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) < 2 ** 31;

/** What staff read of imports. */
@Injectable()
export class ReadImports {
  constructor(private readonly db: Database) {}

  /** Newest first. */
  async list(limit: number, cursor?: string): Promise<Page<ImportView>> {
    const rows = await this.db.query<ImportView>(
      `SELECT ${IMPORT_COLUMNS} FROM member_import WHERE $1::uuid IS NULL OR id < $1 ORDER BY id DESC LIMIT $2`,
      [cursor ? decodeCursor(cursor, isUuid) : null, limit + 1],
    );
    return pageOf(rows, limit, ({ id }) => id);
  }

  async findings(id: string, limit: number, cursor?: string): Promise<Page<ReportedRow>> {
    const rows = await this.db.query<ReportedRow>(
      `SELECT line, severity, account_number AS "accountNumber", findings FROM member_import_finding
       WHERE import_id = $1 AND line > $2 ORDER BY line LIMIT $3`,
      [id, cursor ? decodeCursor(cursor, isLine) : 0, limit + 1],
    );
    return pageOf(rows, limit, ({ line }) => line);
  }

  /** Until the carrier has edited its record, which completes it (FORM-15): no file has answers to the security profile. */
  async incomplete(limit: number, cursor?: string): Promise<Page<IncompleteMember>> {
    const rows = await this.db.query<IncompleteMember>(
      `SELECT m.account_number AS "accountNumber", a.shared->>'legalName' AS "legalName", m.member->'missing' AS missing
       FROM imported_member m JOIN account a USING (account_number)
       WHERE m.incomplete AND a.shared->'securityProfile' = '[]' AND ($1::text IS NULL OR m.account_number > $1) ORDER BY m.account_number LIMIT $2`,
      [cursor ? decodeCursor(cursor, isText) : null, limit + 1],
    );
    return pageOf(rows, limit, ({ accountNumber }) => accountNumber);
  }
}
