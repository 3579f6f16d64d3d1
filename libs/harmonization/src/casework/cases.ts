import { Injectable } from '@nestjs/common';
import { isDeepStrictEqual } from 'node:util';
import { Clock, dateIn } from '@platform/clock';
import type { Tx } from '@platform/database';
import { v7 as uuidv7 } from 'uuid';
import { AuditLog, type ActingParty } from '../audit/audit-log';
import { addDays } from '../domain/calendar';
import { isBinding } from '../domain/case-agreement';
import type { ProgramProfile } from '../domain/program-profile';
import { InjectProgram } from '../program/program';
import { CaseDefinitions, type CaseDefinition } from './case-definition';
import { BOTH_PROGRAMS, CaseVotes } from './case-votes';
import { StaffCase, type CaseKind, type CaseResolution } from './staff-case.entity';

/** Calendar days after which a case of a kind that nobody has defined is due. */
const DEFAULT_DUE_DAYS = 15;
const DAY_MS = 86_400_000;

export interface CaseSubject {
  readonly kind: CaseKind;
  readonly subjectKind:
    'application' | 'account' | 'link' | 'message' | 'match' | 'ownership-request' | 'document';
  readonly subjectId: string;
  readonly facts: Record<string, unknown>;
}

const INSERT = `
  INSERT INTO staff_case (id, kind, state, subject_kind, subject_id, facts, opened_at, due_on, peer_vote, version)
  VALUES ($1, $2, 'OPEN', $3, $4, $5, $6, $7, $8, 1) ON CONFLICT DO NOTHING RETURNING id`;

/** The table of cases, its only writer: opening twice keeps the first, resolving is done once. */
@Injectable()
export class Cases {
  constructor(
    private readonly clock: Clock,
    private readonly audit: AuditLog,
    private readonly definitions: CaseDefinitions,
    private readonly votes: CaseVotes,
    @InjectProgram() private readonly profile: ProgramProfile,
  ) {}

  /** Opens a case unless one of its kind is open for the subject; that one's facts are then the newer ones. */
  async open(tx: Tx, subject: CaseSubject, by: ActingParty): Promise<StaffCase> {
    const definition = this.definitions.find(subject.kind);
    const present =
      (await this.openCase(tx, subject.kind, subject.subjectId)) ??
      (await this.quietSince(tx, subject, definition));
    if (present) return this.refresh(tx, present, subject, by);
    const opened = await this.insert(tx, subject, definition);
    // Someone else has opened it meanwhile, and has committed: theirs stands.
    if (!opened) return this.open(tx, subject, by);
    await this.audit.append(tx, [{ by, action: 'case.opened', ...aboutCase(opened), after: subject }]);
    return opened;
  }

  async openCase(tx: Tx, kind: CaseKind, subjectId: string): Promise<StaffCase | null> {
    return tx.findOne(StaffCase, {
      where: { kind, subjectId, state: 'OPEN' },
      lock: { mode: 'pessimistic_write' },
    });
  }

  async lock(tx: Tx, id: string): Promise<StaffCase | null> {
    return tx.findOne(StaffCase, { where: { id }, lock: { mode: 'pessimistic_write' } });
  }

  async store(tx: Tx, row: StaffCase, changed: Partial<StaffCase>): Promise<void> {
    Object.assign(row, changed, { version: row.version + 1 });
    await tx.update(StaffCase, { id: row.id }, { ...changed, version: row.version });
  }

  async resolve(tx: Tx, row: StaffCase, resolution: CaseResolution, by: ActingParty): Promise<void> {
    await this.store(tx, row, { state: 'RESOLVED', resolution, resolvedAt: this.clock.now() });
    await this.audit.append(tx, [
      { by, action: 'case.resolved', ...aboutCase(row), reason: resolution.reason, after: resolution },
    ]);
  }

  /**
   * Closes the open case of a subject because what happened elsewhere has answered it; nothing is carried out. A vote that stands
   * on it is withdrawn. No case open: nothing happens.
   */
  async closeOpen(
    tx: Tx,
    { kind, subjectId }: Pick<CaseSubject, 'kind' | 'subjectId'>,
    outcome: Pick<CaseResolution, 'choice' | 'reason'>,
    by: ActingParty,
  ): Promise<void> {
    const row = await this.openCase(tx, kind, subjectId);
    // Where both have said the same, the agreement is on its way and closes the case; what happened is perhaps its effect.
    if (!row || isBinding(row.ownVote, row.peerVote)) return;
    const hadVote = row.ownVote !== null;
    if (hadVote) await this.store(tx, row, { ownVote: null });
    if (hadVote) await this.votes.say(tx, row);
    await this.resolve(tx, row, { ...outcome, resolvedBy: by.actor }, by);
  }

  /** What both programs last agreed on, of all cases of this kind about the subject. */
  async lastAgreement(tx: Tx, kind: CaseKind, subjectId: string): Promise<CaseResolution | undefined> {
    const rows: { resolution: CaseResolution }[] = await tx.query(
      `SELECT resolution FROM staff_case WHERE kind = $1 AND subject_id = $2 AND state = 'RESOLVED'
       AND resolution->>'resolvedBy' = $3 ORDER BY id DESC LIMIT 1`,
      [kind, subjectId, BOTH_PROGRAMS],
    );
    return rows[0]?.resolution;
  }

  /** The case that was resolved so lately that the same finding is no news. */
  private async quietSince(
    tx: Tx,
    { kind, subjectId }: CaseSubject,
    definition: CaseDefinition | undefined,
  ): Promise<StaffCase | null> {
    if (!definition?.quietDays) return null;
    const last = await tx.findOne(StaffCase, { where: { kind, subjectId }, order: { resolvedAt: 'DESC' } });
    const until = (last?.resolvedAt?.getTime() ?? 0) + definition.quietDays * DAY_MS;
    return this.clock.now().getTime() < until ? last : null;
  }

  private async refresh(tx: Tx, row: StaffCase, { facts }: CaseSubject, by: ActingParty): Promise<StaffCase> {
    const newer: unknown = JSON.parse(JSON.stringify(facts));
    if (row.state !== 'OPEN' || isDeepStrictEqual(row.facts, newer)) return row;
    const change = { before: { facts: row.facts }, after: { facts } };
    await this.store(tx, row, { facts });
    await this.audit.append(tx, [{ by, action: 'case.facts-renewed', ...aboutCase(row), ...change }]);
    return row;
  }

  private async insert(
    tx: Tx,
    subject: CaseSubject,
    definition: CaseDefinition | undefined,
  ): Promise<StaffCase | undefined> {
    const now = this.clock.now();
    const dueOn = addDays(dateIn(this.profile.timeZone, now), definition?.dueDays ?? DEFAULT_DUE_DAYS);
    const id = uuidv7();
    const peerVote = definition?.needsBoth ? await this.votes.heardFor(tx, subject) : null;
    const rows: unknown[] = await tx.query(INSERT, [
      id,
      subject.kind,
      subject.subjectKind,
      subject.subjectId,
      JSON.stringify(subject.facts),
      now,
      dueOn,
      peerVote && JSON.stringify(peerVote),
    ]);
    return rows.length === 1 ? tx.findOneByOrFail(StaffCase, { id }) : undefined;
  }
}

export const aboutCase = ({ id }: Pick<StaffCase, 'id'>) => ({ subjectKind: 'case' as const, subjectId: id });
