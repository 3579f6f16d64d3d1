import { Injectable } from '@nestjs/common';
import { Clock, dateIn } from '@platform/clock';
import type { Tx } from '@platform/database';
import type { Account } from '../account/account.entity';
import type { ApplicationRecord, VerificationOutcome } from '../domain/application-record';
import type { Headquarters } from '../domain/link/event';
import type { FollowedFacts } from '../domain/link-follows';
import { wireOf } from '../domain/life-cycle';
import type { ProgramProfile } from '../domain/program-profile';
import { InjectProgram } from '../program/program';

/** What a link follows, and what its rules need to know of the headquarters. */
export interface LinkFacts {
  readonly followed: FollowedFacts;
  readonly headquarters: Headquarters;
  /** Host that both programs' application records name; a proposal must agree with it. */
  readonly host?: string;
  readonly applicationAccount?: string;
}

interface ApplicationFacts {
  id: string;
  account_number: string | null;
  state: string;
  own: Pick<ApplicationRecord, 'headquarters' | 'acknowledgedAt' | 'determination'>;
  heard: ApplicationRecord | null;
  /** Scenario 4: the other side's values have come, so the acknowledgement is of something. */
  differences_known: boolean;
}

const GATES = `
  SELECT n AS account_number,
    EXISTS (SELECT 1 FROM consent c WHERE c.account_number = n AND c.scope = 'HARMONIZATION_SHARE' AND c.withdrawn_at IS NOT NULL)
      AND NOT EXISTS (SELECT 1 FROM consent c WHERE c.account_number = n AND c.scope = 'HARMONIZATION_SHARE' AND c.withdrawn_at IS NULL) AS withdrawn,
    EXISTS (SELECT 1 FROM arrangement WHERE peer = $2 AND effective_from <= $3 AND (effective_to IS NULL OR effective_to >= $3)) AS arranged
  FROM unnest($1::text[]) n`;

const APPLICATIONS = `
  SELECT a.id, a.account_number, a.state, a.progress AS own, h.record AS heard,
    EXISTS (SELECT 1 FROM heard_record d WHERE d.kind = 'differences' AND d.subject = a.progress->>'linkId' AND d.record ? 'shared') AS differences_known
  FROM application a LEFT JOIN heard_record h ON h.kind = 'application' AND h.subject = a.id::text
  WHERE a.id = ANY ($1::uuid[])`;

/** HQ-1: one program's verification is enough; one program's failed verification is too many. */
export function headquartersOf(
  own: VerificationOutcome,
  heard: VerificationOutcome | undefined,
): Headquarters {
  if (own === 'FAILED' || heard === 'FAILED') return 'FAILED';
  return own === 'VERIFIED' || heard === 'VERIFIED' ? 'VERIFIED' : 'PENDING';
}

/** Gathers, for a whole batch at once, the facts that the link rules need besides the copies. */
@Injectable()
export class LinkFactsGatherer {
  constructor(
    private readonly clock: Clock,
    @InjectProgram() private readonly profile: ProgramProfile,
  ) {}

  /** Facts by link id. `links` names each link's account and application; accounts must be locked by the caller. */
  async gather(
    tx: Tx,
    links: readonly { linkId: string; accountNumber: string; applicationId: string | null }[],
    accounts: ReadonlyMap<string, Account>,
  ): Promise<Map<string, LinkFacts>> {
    const gates = await this.gates(tx, [...new Set(links.map(({ accountNumber }) => accountNumber))]);
    const applications = await this.applications(
      tx,
      links.flatMap(({ applicationId }) => (applicationId ? [applicationId] : [])),
    );
    return new Map(
      links.map((link) => {
        const application = applications.get(link.applicationId ?? '');
        const account = accounts.get(link.accountNumber);
        const gate = gates.get(link.accountNumber);
        return [link.linkId, this.facts(account, application, gate ?? { withdrawn: false, arranged: true })];
      }),
    );
  }

  private facts(
    account: Account | undefined,
    application: ApplicationFacts | undefined,
    gate: { withdrawn: boolean; arranged: boolean },
  ): LinkFacts {
    const { own, heard } = application ?? {};
    return {
      followed: {
        wire: account ? wireOf(this.profile.lifeCycle, account.status) : 'APPLICANT',
        acknowledged: Boolean(
          application?.differences_known && (own?.acknowledgedAt ?? heard?.acknowledgedAt),
        ),
        withdrawn: application?.state === 'WITHDRAWN',
        consented: !gate.withdrawn,
        arranged: gate.arranged,
      },
      headquarters: headquartersOf(own?.headquarters ?? 'PENDING', heard?.headquarters),
      host: own?.determination?.host ?? heard?.determination?.host,
      applicationAccount: application?.account_number ?? undefined,
    };
  }

  private async gates(
    tx: Tx,
    accountNumbers: string[],
  ): Promise<Map<string, { withdrawn: boolean; arranged: boolean }>> {
    const today = dateIn(this.profile.timeZone, this.clock.now());
    const rows: { account_number: string; withdrawn: boolean; arranged: boolean }[] = await tx.query(GATES, [
      accountNumbers,
      this.profile.peer.code,
      today,
    ]);
    return new Map(rows.map((row) => [row.account_number, row]));
  }

  private async applications(tx: Tx, ids: string[]): Promise<Map<string, ApplicationFacts>> {
    if (ids.length === 0) return new Map();
    const rows: ApplicationFacts[] = await tx.query(APPLICATIONS, [[...new Set(ids)]]);
    return new Map(rows.map((row) => [row.id, row]));
  }
}
