import { Injectable } from '@nestjs/common';
import type { Caller } from '@platform/auth/caller';
import { Clock } from '@platform/clock';
import { Database, type Tx } from '@platform/database';
import { v7 as uuidv7 } from 'uuid';
import { AuditLog } from '../audit/audit-log';
import type { ProgramProfile } from '../domain/program-profile';
import { InjectProgram } from '../program/program';
import { found } from '../refusal/found';
import { CaseDefinitions } from './case-definition';
import { officerOf, requireNotTaken, requireOffered, requireOpen, requireSeen } from './case-rights';
import { choicesOf } from './case-view';
import { CaseworkKind } from './casework-kind';
import { aboutCase, Cases } from './cases';
import type { CaseVote, StaffCase } from './staff-case.entity';

/** What an officer says of a case. */
export interface CaseAnswer {
  readonly choice: string;
  /** For this program's own file: it never crosses. */
  readonly reason: string;
  /** Written for the other program; it crosses with the vote of a case that needs both. */
  readonly noteForPeer?: string;
  /** The version that the officer has read, if it is named. */
  readonly seen?: number;
}

/** Resolves a case, or votes on one that both programs must agree on. */
@Injectable()
export class ResolveCase {
  constructor(
    private readonly db: Database,
    private readonly cases: Cases,
    private readonly casework: CaseworkKind,
    private readonly definitions: CaseDefinitions,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
    @InjectProgram() private readonly profile: ProgramProfile,
  ) {}

  /**
   * Refuses: CASE_CLOSED, CASE_TAKEN, VERSION_STALE, DATA_INVALID with the choices there are, NOT_ALLOWED with who may choose,
   * CASE_AGREED once both programs have said the same, and what the carrying out refuses.
   */
  async execute(officer: Caller, id: string, answer: CaseAnswer): Promise<void> {
    await this.db.transaction(async (tx) => {
      const row = found(await this.cases.lock(tx, id));
      requireOpen(row);
      requireNotTaken(row, officer);
      requireSeen(row, answer.seen);
      const definition = this.definitions.find(row.kind);
      requireOffered(choicesOf(definition, row), answer.choice, officer);
      if (definition?.needsBoth) await this.vote(tx, row, officer, answer);
      else await this.close(tx, row, officer, answer);
    });
  }

  /** Saying the same twice is one vote. */
  private async vote(tx: Tx, row: StaffCase, officer: Caller, answer: CaseAnswer): Promise<void> {
    const { ownVote } = row;
    if (ownVote && isSameAnswer(ownVote, answer)) return;
    const vote: CaseVote = {
      id: uuidv7(),
      choice: answer.choice,
      reason: answer.reason,
      ...(answer.noteForPeer ? { noteForPeer: answer.noteForPeer } : {}),
      office: officer.office ?? this.profile.code,
      votedAt: this.clock.now().toISOString(),
    };
    const change = { before: ownVote && { vote: ownVote }, after: { vote } };
    const definition = this.definitions.find(row.kind);
    if (definition?.vote) await definition.vote(tx, row, vote, officerOf(officer));
    else await this.casework.vote(tx, row, vote);
    await this.audit.append(tx, [
      { by: officerOf(officer), action: 'case.voted', ...aboutCase(row), reason: answer.reason, ...change },
    ]);
  }

  private async close(
    tx: Tx,
    row: StaffCase,
    officer: Caller,
    { choice, reason }: CaseAnswer,
  ): Promise<void> {
    const by = officerOf(officer);
    const resolution = { choice, reason, resolvedBy: officer.subject };
    await this.cases.resolve(tx, row, resolution, by);
    await this.definitions.find(row.kind)?.carryOut?.(tx, row, resolution, by);
  }
}

const isSameAnswer = (vote: CaseVote, answer: CaseAnswer): boolean =>
  vote.choice === answer.choice && vote.reason === answer.reason && vote.noteForPeer === answer.noteForPeer;
