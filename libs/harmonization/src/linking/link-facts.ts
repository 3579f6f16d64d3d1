import { Injectable } from '@nestjs/common';
import { Clock, dateIn } from '@platform/clock';
import type { Tx } from '@platform/database';
import { rowsIn, statement, type Statement } from '@platform/database/statement';
import type { Account } from '../account/account.entity';
import type { VerificationOutcome } from '../domain/application-record';
import { headquartersOf } from '../domain/headquarters';
import type { Headquarters } from '../domain/link/event';
import type { FollowedFacts } from '../domain/link-follows';
import { wireOf } from '../domain/life-cycle';
import type { ProgramProfile } from '../domain/program-profile';
import { InjectProgram } from '../program/program';
import { found } from '../refusal/found';

/** What a link follows, and what its rules need to know of the headquarters. */
export interface LinkFacts {
  readonly followed: FollowedFacts;
  readonly headquarters: Headquarters;
  /** How often this side was restored. */
  readonly incarnation: number;
  /** Host that both programs' application records name; a proposal must agree with it. */
  readonly host?: string;
  readonly applicationAccount?: string;
}

interface ApplicationFacts {
  id: string;
  accountNumber: string | null;
  withdrawn: boolean;
  headquarters: VerificationOutcome;
  peerHeadquarters: VerificationOutcome | null;
  host: string | null;
  /** Scenario 4: the carrier has agreed, and the other side's values have come, so that it agreed to something. */
  acknowledged: boolean;
}

/** Of a link that has no application to ask (an ended one, or bound already). */
const NO_APPLICATION: Omit<ApplicationFacts, 'id'> = {
  accountNumber: null,
  withdrawn: false,
  headquarters: 'PENDING',
  peerHeadquarters: null,
  host: null,
  acknowledged: false,
};

interface Gate {
  account_number: string;
  withdrawn: boolean;
  arranged: boolean;
  incarnation: number;
}

// A statement of its own, after the locks: what changes a consent holds the account's lock until it has committed.
const gatesOf = (accounts: string): Statement =>
  statement(`
  SELECT n AS account_number, (SELECT incarnation FROM service_incarnation) AS incarnation,
    EXISTS (SELECT 1 FROM consent c WHERE c.account_number = n AND c.scope = 'HARMONIZATION_SHARE' AND c.withdrawn_at IS NOT NULL)
      AND NOT EXISTS (SELECT 1 FROM consent c WHERE c.account_number = n AND c.scope = 'HARMONIZATION_SHARE' AND c.withdrawn_at IS NULL) AS withdrawn,
    EXISTS (SELECT 1 FROM arrangement WHERE peer = $2 AND effective_from <= $3 AND (effective_to IS NULL OR effective_to >= $3)) AS arranged
  FROM ${accounts} AS t(n)`);
const GATES = gatesOf('unnest($1::text[])');
/** Of one account, which is most often: planned once for all, as an array is not. */
const GATES_OF_ONE = gatesOf('(VALUES ($1::text))');

const APPLICATIONS = statement(`
  SELECT a.id, a.account_number AS "accountNumber", a.state = 'WITHDRAWN' AS withdrawn, a.progress->>'headquarters' AS headquarters,
    h.record->>'headquarters' AS "peerHeadquarters",
    coalesce(a.progress->'determination'->>'host', h.record->'determination'->>'host') AS host,
    coalesce(a.progress->>'acknowledgedAt', h.record->>'acknowledgedAt') IS NOT NULL
      AND EXISTS (SELECT 1 FROM heard_record d WHERE d.kind = 'differences' AND d.subject = a.progress->>'linkId' AND d.record ? 'shared')
      AS acknowledged
  FROM application a LEFT JOIN heard_record h ON h.kind = 'application' AND h.subject = a.id::text
  WHERE a.id = ANY ($1::uuid[])`);

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
        const application = applications.get(link.applicationId ?? '') ?? NO_APPLICATION;
        const gate = found(gates.get(link.accountNumber));
        return [link.linkId, this.facts(accounts.get(link.accountNumber), application, gate)];
      }),
    );
  }

  private facts(
    account: Account | undefined,
    application: Omit<ApplicationFacts, 'id'>,
    gate: Gate,
  ): LinkFacts {
    const { acknowledged, withdrawn, host, accountNumber } = application;
    const wire = account ? wireOf(this.profile.lifeCycle, account.status) : 'APPLICANT';
    return {
      followed: { wire, acknowledged, withdrawn, consented: !gate.withdrawn, arranged: gate.arranged },
      headquarters: headquartersOf(application.headquarters, application.peerHeadquarters ?? undefined),
      host: host ?? undefined,
      applicationAccount: accountNumber ?? undefined,
      incarnation: gate.incarnation,
    };
  }

  private async gates(tx: Tx, accountNumbers: string[]): Promise<Map<string, Gate>> {
    const today = dateIn(this.profile.timeZone, this.clock.now());
    const rest = [this.profile.peer.code, today];
    const rows =
      accountNumbers.length === 1
        ? await rowsIn<Gate>(tx, GATES_OF_ONE, [accountNumbers[0], ...rest])
        : await rowsIn<Gate>(tx, GATES, [accountNumbers, ...rest]);
    return new Map(rows.map((row) => [row.account_number, row]));
  }

  private async applications(tx: Tx, ids: string[]): Promise<Map<string, ApplicationFacts>> {
    if (ids.length === 0) return new Map();
    const rows = await rowsIn<ApplicationFacts>(tx, APPLICATIONS, [[...new Set(ids)]]);
    return new Map(rows.map((row) => [row.id, row]));
  }
}
