import { Injectable } from '@nestjs/common';
import { Database } from '@platform/database';
import { decodeCursor, pageOf, type Page } from '@platform/http/pagination';
import type { RecordRole } from './account.entity';

export interface FoundAccount {
  accountNumber: string;
  legalName: string;
  status: string;
  recordRole: RecordRole;
  lineOfBusiness: string;
}

const isNumber = (value: unknown): value is string => typeof value === 'string';

// An identifier is looked up as it is; a name by its beginning anywhere in it.
const SEARCH = `
  SELECT account_number AS "accountNumber", shared->>'legalName' AS "legalName", status, record_role AS "recordRole",
    line_of_business AS "lineOfBusiness"
  FROM account
  WHERE ($2::text IS NULL OR account_number = $2 OR usdot = $2 OR bn9 = $2 OR canadian_carrier_code = $2
      OR shared->>'legalName' ILIKE '%' || $3 || '%')
    AND ($4::text IS NULL OR status = $4) AND ($5::text IS NULL OR account_number > $5)
  ORDER BY account_number LIMIT $1`;

/** Staff's search over this program's accounts: by number, identifier or name. */
@Injectable()
export class SearchAccounts {
  constructor(private readonly db: Database) {}

  async execute(
    words: string | undefined,
    status: string | undefined,
    limit: number,
    cursor?: string,
  ): Promise<Page<FoundAccount>> {
    const after = cursor ? decodeCursor(cursor, isNumber) : null;
    const pattern = words?.replace(/[\\%_]/g, (mark) => `\\${mark}`) ?? null;
    const rows = await this.db.query<FoundAccount>(SEARCH, [
      limit + 1,
      words ?? null,
      pattern,
      status ?? null,
      after,
    ]);
    return pageOf(rows, limit, ({ accountNumber }) => accountNumber);
  }
}
