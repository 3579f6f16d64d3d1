import { Injectable, type OnModuleInit } from '@nestjs/common';
import { ScheduledJobs } from '@messaging/scheduled-jobs';
import type { Caller } from '@platform/auth/caller';
import { Clock, dateIn } from '@platform/clock';
import { Database, type Tx } from '@platform/database';
import type { GivenAnswer, IdempotentRequest } from '@platform/idempotency/idempotent-request';
import { v7 as uuidv7 } from 'uuid';
import { AuditLog, type ActingParty } from '../audit/audit-log';
import { Arrangement } from '../consent/consent.entity';
import type { Bilingual } from '../domain/bilingual';
import type { ProgramProfile } from '../domain/program-profile';
import { InjectProgram } from '../program/program';
import { RefusedError } from '../refusal/refused.error';
import type { ArrangementDto, ArrangementEndDto } from './arrangement.dto';
import type { Proposal } from './proposal.entity';
import { Proposals } from './proposals';

export type ArrangementView = Arrangement & { inForce: boolean };

/** The program-to-program basis for sharing: its list, and its changes by two persons of headquarters. Its table's only writer. */
@Injectable()
export class Arrangements implements OnModuleInit {
  constructor(
    private readonly db: Database,
    private readonly proposals: Proposals,
    private readonly jobs: ScheduledJobs,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
    @InjectProgram() private readonly profile: ProgramProfile,
  ) {}

  onModuleInit(): void {
    this.proposals.register('ARRANGEMENT_NEW', (tx, proposal, by) => this.add(tx, proposal, by));
    this.proposals.register('ARRANGEMENT_END', (tx, proposal, by) => this.end(tx, proposal, by));
  }

  async list(): Promise<ArrangementView[]> {
    const today = dateIn(this.profile.timeZone, this.clock.now());
    const rows = await this.db.source.manager.find(Arrangement, {
      order: { effectiveFrom: 'DESC', id: 'DESC' },
    });
    return rows.map((row) => ({ ...row, inForce: isInForce(row, today) }));
  }

  /** Refuses: DATA_INVALID where it would end before it begins, REQUEST_ALREADY_OPEN. */
  async proposeNew(
    officer: Caller,
    { legalBasis, reason, ...dates }: ArrangementDto,
    request: IdempotentRequest,
  ): Promise<GivenAnswer<Proposal>> {
    if (dates.effectiveTo && dates.effectiveTo < dates.effectiveFrom) throw endsBeforeItBegins();
    const subject = this.profile.peer.code;
    const change = { ...dates, legalBasis };
    return this.proposals.propose(officer, { kind: 'ARRANGEMENT_NEW', subject, change, reason }, request);
  }

  /** The last day of an arrangement. Refuses: NOT_FOUND, DATA_INVALID, REQUEST_ALREADY_OPEN. */
  async proposeEnd(
    officer: Caller,
    id: string,
    { effectiveTo, reason }: ArrangementEndDto,
    request: IdempotentRequest,
  ): Promise<GivenAnswer<Proposal>> {
    const proposed = { kind: 'ARRANGEMENT_END' as const, subject: id, change: { effectiveTo }, reason };
    return this.proposals.propose(officer, proposed, request, async (tx) => {
      const row = await tx.findOneBy(Arrangement, { id });
      if (!row) throw new RefusedError({ code: 'NOT_FOUND' });
      if (effectiveTo < row.effectiveFrom) throw endsBeforeItBegins();
    });
  }

  private async add(tx: Tx, { change }: Proposal, by: ActingParty): Promise<void> {
    const legalBasis = change.legalBasis as Bilingual;
    const row = {
      id: uuidv7(),
      peer: this.profile.peer.code,
      legalBasis: legalBasis.en,
      legalBasisFr: legalBasis.fr,
      effectiveFrom: change.effectiveFrom as string,
      effectiveTo: (change.effectiveTo as string | undefined) ?? null,
      sharedFields: ['*'],
    };
    await tx.insert(Arrangement, row);
    await this.note(tx, row.id, 'arrangement.made', by, row);
  }

  private async end(tx: Tx, { subject: id, change }: Proposal, by: ActingParty): Promise<void> {
    await tx.update(Arrangement, { id }, { effectiveTo: change.effectiveTo as string });
    await this.note(tx, id, 'arrangement.ended', by, change);
  }

  private async note(tx: Tx, id: string, action: string, by: ActingParty, after: object): Promise<void> {
    await this.audit.append(tx, [{ by, action, subjectKind: 'arrangement', subjectId: id, after }]);
    // Every live link pauses or goes on (S1); what fails now the schedule of that job finds again.
    this.db.afterCommit(tx, () => void this.jobs.run('follow-arrangement').catch(() => undefined));
  }
}

const isInForce = ({ effectiveFrom, effectiveTo }: Arrangement, today: string): boolean =>
  effectiveFrom <= today && (effectiveTo === null || effectiveTo >= today);

const endsBeforeItBegins = (): RefusedError => {
  const expected = { en: 'not before its first day', fr: 'pas avant son premier jour' };
  return new RefusedError({ code: 'DATA_INVALID' }, [
    { pointer: '/effectiveTo', code: 'TOO_EARLY', expected },
  ]);
};
