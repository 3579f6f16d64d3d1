import { Injectable } from '@nestjs/common';
import { Clock, dateIn } from '@platform/clock';
import { Database } from '@platform/database';
import { pageOf, type Page } from '@platform/http/pagination';
import type { ProgramProfile } from '../domain/program-profile';
import { spokenCode } from '../domain/spoken-codes';
import { InjectProgram } from '../program/program';
import { found } from '../refusal/found';
import { CASE_CARRIER } from './case-carrier';
import { CaseDefinitions } from './case-definition';
import { caseView, type CaseRow, type CaseView } from './case-view';
import type { Spoken } from './plain-evidence';

/** Where a page ends: the order of the queue is by due date, then by id. */
export type QueuePosition = [dueOn: string, id: string];

export interface QueueFilter {
  readonly kind?: string;
  readonly state: string;
  /** A login; `null` for what nobody has claimed; undefined for any. */
  readonly assignee?: string | null;
  readonly subjectId?: string;
  readonly overdue: boolean;
}

/** Everything that a case is shown with, in one statement for the whole page. */
const caseRows = (page: string): string => `
  WITH page AS MATERIALIZED (${page})
  SELECT page.id, kind, state, subject_kind AS "subjectKind", subject_id AS "subjectId", facts, opened_at AS "openedAt",
    due_on AS "dueOn", assignee, assignee_name AS "assigneeName", own_vote AS "ownVote", peer_vote AS "peerVote", resolution,
    resolved_at AS "resolvedAt", version,
    (SELECT coalesce(json_agg(json_build_object('id', c.id, 'at', c.at, 'author', c.author, 'authorName', c.author_name, 'text', c.text)
       ORDER BY c.id), '[]') FROM case_comment c WHERE c.case_id = page.id) AS comments,
    (SELECT coalesce(json_agg(json_build_object('at', a.at, 'action', a.action, 'actor', CASE WHEN a.actor_role LIKE 'CARRIER%' THEN a.actor_role ELSE a.actor END, 'role', a.actor_role,
       'reason', a.reason, 'after', a.after) ORDER BY a.id), '[]')
       FROM audit_entry a WHERE a.subject_kind = 'case' AND a.subject_id = page.id::text) AS history,
    ${CASE_CARRIER}
  FROM page ORDER BY due_on, id`;

const ONE = caseRows('SELECT * FROM staff_case WHERE id = $1');

/** Reads cases for officers: a page of the queue, what is due first first, or one. */
@Injectable()
export class CaseQueue {
  constructor(
    private readonly db: Database,
    private readonly definitions: CaseDefinitions,
    private readonly clock: Clock,
    @InjectProgram() private readonly profile: ProgramProfile,
  ) {}

  async page(filter: QueueFilter, limit: number, after?: QueuePosition): Promise<Page<CaseView>> {
    const { sql, values } = this.pageStatement(filter, limit, after);
    const rows = await this.db.query<CaseRow>(caseRows(sql), values);
    const page = pageOf(rows, limit, ({ dueOn, id }) => [dueOn, id]);
    return { ...page, items: page.items.map((row) => this.view(row)) };
  }

  /** Refuses: NOT_FOUND. */
  async one(id: string): Promise<CaseView> {
    const [row] = await this.db.query<CaseRow>(ONE, [id]);
    return this.view(found(row));
  }

  /** Only what is asked for stands in the statement, so that the index of just that order answers it. */
  private pageStatement(filter: QueueFilter, limit: number, after?: QueuePosition) {
    const values: unknown[] = [];
    const given = (value: unknown): string => `$${values.push(value)}`;
    const conditions = [
      `state = ${given(filter.state)}`,
      ...(filter.kind ? [`kind = ${given(filter.kind)}`] : []),
      ...(filter.assignee === null ? ['assignee IS NULL'] : []),
      ...(filter.assignee ? [`assignee = ${given(filter.assignee)}`] : []),
      ...(filter.subjectId ? [`subject_id = ${given(filter.subjectId)}`] : []),
      ...(filter.overdue ? [`due_on < ${given(this.today())}::date`] : []),
      ...(after ? [`(due_on, id) > (${given(after[0])}::date, ${given(after[1])}::uuid)`] : []),
    ];
    const rows = given(limit + 1);
    const sql = `SELECT * FROM staff_case WHERE ${conditions.join(' AND ')} ORDER BY due_on, id LIMIT ${rows}`;
    return { sql, values };
  }

  private view(row: CaseRow): CaseView {
    const spoken: Spoken = (text) => spokenCode(this.profile, text);
    return caseView(row, this.definitions.find(row.kind), { today: this.today(), spoken });
  }

  private today(): string {
    return dateIn(this.profile.timeZone, this.clock.now());
  }
}
