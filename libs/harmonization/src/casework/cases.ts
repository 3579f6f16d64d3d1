import { Injectable } from '@nestjs/common';
import { Clock, dateIn } from '@platform/clock';
import type { Tx } from '@platform/database';
import { v7 as uuidv7 } from 'uuid';
import { AuditLog, type ActingParty } from '../audit/audit-log';
import { addDays } from '../domain/calendar';
import type { ProgramProfile } from '../domain/program-profile';
import { InjectProgram } from '../program/program';
import { CaseDefinitions } from './case-definition';
import { StaffCase, type CaseKind, type CaseResolution } from './staff-case.entity';

/** Calendar days after which a case of a kind is due; others take the default. */
const DUE_DAYS: Partial<Record<CaseKind, number>> = {
  HOST_ASSIGNMENT: 10,
  PARKED_MESSAGE: 2,
  STATUS_DIVERGENCE: 5,
};
const DEFAULT_DUE_DAYS = 15;

export interface CaseSubject {
  readonly kind: CaseKind;
  readonly subjectKind: 'application' | 'account' | 'link' | 'message';
  readonly subjectId: string;
  readonly facts: Record<string, unknown>;
}

/** The table of cases: opening twice keeps the first, resolving is done once. */
@Injectable()
export class Cases {
  constructor(
    private readonly clock: Clock,
    private readonly audit: AuditLog,
    private readonly definitions: CaseDefinitions,
    @InjectProgram() private readonly profile: ProgramProfile,
  ) {}

  /** Opens a case unless one of its kind is open for the subject; its facts are then the newer ones. */
  async open(tx: Tx, subject: CaseSubject, by: ActingParty): Promise<StaffCase> {
    const present = await this.openCase(tx, subject.kind, subject.subjectId);
    if (present) return present;
    const now = this.clock.now();
    const dueOn = addDays(dateIn(this.profile.timeZone, now), this.dueDays(subject.kind));
    const opened = tx.create(StaffCase, {
      id: uuidv7(),
      ...subject,
      state: 'OPEN',
      openedAt: now,
      dueOn,
      version: 1,
    });
    await tx.createQueryBuilder().insert().into(StaffCase).values(opened).orIgnore().execute();
    await this.audit.append(tx, [
      { by, action: 'case.opened', subjectKind: 'case', subjectId: opened.id, after: subject },
    ]);
    return opened;
  }

  private dueDays(kind: CaseKind): number {
    return this.definitions.find(kind)?.dueDays ?? DUE_DAYS[kind] ?? DEFAULT_DUE_DAYS;
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
      {
        by,
        action: 'case.resolved',
        subjectKind: 'case',
        subjectId: row.id,
        reason: resolution.reason,
        after: resolution,
      },
    ]);
  }
}
