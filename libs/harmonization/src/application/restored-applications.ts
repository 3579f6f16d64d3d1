import { Injectable } from '@nestjs/common';
import { Clock } from '@platform/clock';
import type { Tx } from '@platform/database';
import { RebuiltAccounts } from '../account/rebuilt-accounts';
import { asSystem, AuditLog } from '../audit/audit-log';
import { Cases } from '../casework/cases';
import { isOpenApplication, type ApplicationRecord } from '../domain/application-record';
import { assembleSharedData } from '../domain/assemble-data';
import type { ProgramProfile } from '../domain/program-profile';
import { recalledProgress } from '../domain/recalled-application';
import { InjectProgram } from '../program/program';
import { Application } from './application.entity';
import { ApplicationTwins } from './application-twins';
import { Applications } from './applications';

const BY = asSystem('restore');

// The link may have come back before its application: as the other program's word, which needs no consent.
const LINK = 'SELECT link_id::text AS "linkId" FROM link WHERE application_id = $1 AND live';

/** One application as both sides' words tell it after a restore: this side's as the peer had heard it, and the peer's own. */
export interface Recalled {
  readonly id: string;
  readonly own: ApplicationRecord;
  readonly theirs: ApplicationRecord | undefined;
}

/**
 * APP-13: after a restore an application stands again where this side had said that it stood, with the form, both decisions and the
 * account that it had opened. Nothing follows from it before all that belongs to it is in place.
 */
@Injectable()
export class RestoredApplications {
  constructor(
    private readonly applications: Applications,
    private readonly twins: ApplicationTwins,
    private readonly accounts: RebuiltAccounts,
    private readonly cases: Cases,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
    @InjectProgram() private readonly profile: ProgramProfile,
  ) {}

  /** Answers false where its reference has been given to another one since: nothing is rebuilt then, and a case says so. */
  async restore(tx: Tx, recalled: Recalled): Promise<boolean> {
    const { id, own } = recalled;
    const known = await this.applications.lock(tx, id);
    if (!known && (await tx.existsBy(Application, { reference: own.reference })))
      return this.reportTaken(tx, recalled);
    if (isOpenApplication(own.state)) await this.twins.giveWayTo(tx, { id, reference: own.reference }, own);
    const before = known && { state: known.state, accountNumber: known.accountNumber };
    const row = known ?? (await this.insert(tx, recalled));
    await this.keep(tx, row, recalled);
    await this.audit.append(tx, [
      {
        ...{ by: BY, action: 'application.restored', subjectKind: 'application', subjectId: id },
        ...{ reason: 'RESTORED', before: before ?? undefined },
        after: { state: row.state, accountNumber: row.accountNumber },
      },
    ]);
    return true;
  }

  private async keep(tx: Tx, row: Application, recalled: Recalled): Promise<void> {
    const { own } = recalled;
    const linkId = row.progress.linkId ?? (await linkOf(tx, row.id));
    const progress = { ...row.progress, ...recalledProgress(own), linkId, isRecovering: true as const };
    const accountNumber = await this.accountOf(tx, row, recalled);
    const form = own.form ?? row.form;
    await this.applications.store(tx, row, { state: own.state, form, progress, accountNumber });
  }

  private async insert(tx: Tx, { id, own }: Recalled): Promise<Application> {
    const now = this.clock.now();
    const row: Application = {
      ...{ id, reference: own.reference, isEntry: own.entry === this.profile.code, applicant: null },
      ...{ state: own.state, standalone: false, version: 1, form: own.form ?? {} },
      progress: {
        ...{ entry: own.entry, proofHere: false, proofThere: false },
        ...recalledProgress(own),
        isRecovering: true,
      },
      ...{ accountNumber: null, usdot: null, bn9: null, canadianCarrierCode: null },
      ...{ createdAt: now, submittedAt: now, stateSince: now },
    };
    await this.applications.insert(tx, row);
    return row;
  }

  /** The account that this side had said: known to the backup, or rebuilt; none where its number is another carrier's now. */
  private async accountOf(tx: Tx, row: Application, { id, own, theirs }: Recalled): Promise<string | null> {
    const { accountNumber, lineOfBusiness, reference } = own;
    if (accountNumber === undefined) return row.accountNumber;
    const form = (row.isEntry ? own.form : theirs?.form) ?? {};
    const account = await this.accounts.rebuild(tx, {
      accountNumber,
      lineOfBusiness: this.profile.accountLines[lineOfBusiness] ?? lineOfBusiness,
      shared: own.memberData ?? assembleSharedData(form, theirs?.memberData),
      decision: own.decision,
      since: id,
      about: reference,
    });
    return account?.accountNumber ?? null;
  }

  private async reportTaken(tx: Tx, { id, own }: Recalled): Promise<false> {
    const facts = { standing: 'REFERENCE_TAKEN', reference: own.reference, words: [] };
    const subject = { kind: 'SYNC_DRIFT', subjectKind: 'application', subjectId: id } as const;
    await this.cases.open(tx, { ...subject, facts }, BY);
    return false;
  }
}

async function linkOf(tx: Tx, applicationId: string): Promise<string | undefined> {
  const [link]: { linkId: string }[] = await tx.query(LINK, [applicationId]);
  return link?.linkId;
}
