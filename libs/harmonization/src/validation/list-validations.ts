import { Injectable } from '@nestjs/common';
import { Database } from '@platform/database';
import { decodeCursor, pageOf, type Page } from '@platform/http/pagination';
import { isUuid } from '../domain/record-shape';
import type { ProgramProfile } from '../domain/program-profile';
import { InjectProgram } from '../program/program';
import { RefusedError } from '../refusal/refused.error';
import type { Validation } from './validation.entity';

/** A validation with what an officer must know of its carrier to find it in a list. */
export interface ListedValidation extends Pick<
  Validation,
  | 'id'
  | 'accountNumber'
  | 'performedHere'
  | 'kind'
  | 'state'
  | 'facts'
  | 'recognition'
  | 'clientResponse'
  | 'linkId'
  | 'withheld'
> {
  readonly legalName: string;
  /** Code of the program that does it. */
  readonly performer: string;
}

/** What narrows the list; dates are compared with the days of the visit, both ends included. */
export interface ValidationFilter {
  readonly state?: string;
  readonly open?: boolean;
  readonly toRecognize?: boolean;
  readonly from?: string;
  readonly to?: string;
}

const COLUMNS = `
  SELECT v.id, v.account_number AS "accountNumber", v.performed_here AS "performedHere", v.kind, v.state, v.facts, v.recognition,
    v.client_response AS "clientResponse", v.link_id AS "linkId", v.withheld, a.shared->>'legalName' AS "legalName"
  FROM validation v JOIN account a ON a.account_number = v.account_number`;

// The longest visit has ten working days: a visit that began three weeks before the period cannot reach into it.
const PAGE = `${COLUMNS}
  WHERE ($2::text IS NULL OR v.state = $2)
    AND (NOT $3 OR v.state IN ('PLANNED', 'NOTICE_SENT', 'IN_PROGRESS', 'REPORT_ISSUED', 'AWAITING_RESPONSE', 'RESPONSE_REVIEW'))
    AND (NOT $4 OR (v.state = 'PASSED' AND NOT v.performed_here AND v.recognition IS NULL))
    AND ($5::text IS NULL OR (v.facts->>'visitOn' >= to_char($5::date - 21, 'YYYY-MM-DD') AND coalesce(v.facts->>'visitEndsOn', v.facts->>'visitOn') >= $5))
    AND ($6::text IS NULL OR v.facts->>'visitOn' <= $6)
    AND ($7::uuid IS NULL OR v.id < $7)
  ORDER BY v.id DESC LIMIT $1`;

const isId = (value: unknown): value is string => isUuid(value);

const ONE = `${COLUMNS} WHERE v.id = $1`;

/** Validations over all accounts of this program, for its officers: newest first. */
@Injectable()
export class ListValidations {
  constructor(
    private readonly db: Database,
    @InjectProgram() private readonly profile: ProgramProfile,
  ) {}

  async page(filter: ValidationFilter, limit: number, cursor?: string): Promise<Page<ListedValidation>> {
    const { state, open = false, toRecognize = false, from, to } = filter;
    const before = cursor ? decodeCursor(cursor, isId) : null;
    const values = [limit + 1, state ?? null, open, toRecognize, from ?? null, to ?? null, before];
    const rows = await this.db.query<Omit<ListedValidation, 'performer'>>(PAGE, values);
    return pageOf(rows.map(this.named), limit, ({ id }) => id);
  }

  /** Refuses: NOT_FOUND. */
  async one(id: string): Promise<ListedValidation> {
    const [row] = await this.db.query<Omit<ListedValidation, 'performer'>>(ONE, [id]);
    if (!row) throw new RefusedError({ code: 'NOT_FOUND' });
    return this.named(row);
  }

  private readonly named = (row: Omit<ListedValidation, 'performer'>): ListedValidation => ({
    ...row,
    performer: row.performedHere ? this.profile.code : this.profile.peer.code,
  });
}
