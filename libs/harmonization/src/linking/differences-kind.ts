import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Envelope } from '@peer-contract/envelope';
import type { Receipt } from '@peer-contract/receipt';
import type { Tx } from '@platform/database';
import { Accounts } from '../account/accounts';
import { asPeer } from '../audit/audit-log';
import { fillMissingIdentifiers } from '../domain/assemble-data';
import { diffSharedData, projectShared, type SharedDifference } from '../domain/field-ownership';
import type { LinkCopy } from '../domain/link/record';
import { isHost, isLive, isUndecided } from '../domain/link/token';
import type { ProgramProfile } from '../domain/program-profile';
import type { SharedData } from '../domain/shared-data';
import { InjectProgram } from '../program/program';
import { Conversations } from '../record-sync/conversations';
import { RecordKind } from '../record-sync/record-kind';
import { RefusedError } from '../refusal/refused.error';
import { AdoptedIdentifiers } from './adopted-identifiers';
import { LinkLedger } from './link-ledger';
import { Links, copyOf } from './links';
import { isUuid, orAbsent, recordOf } from '../domain/record-shape';

export const DIFFERENCES_KIND = 'differences';

/** One side's shared-data values, said once while an active member of both links its accounts; empty once it is over. */
interface Projection {
  shared?: SharedData;
}

/** The report that the carrier alone reads: field by field, the host's value, the client's, and which will stand. */
export interface DifferenceReport {
  host: string;
  ready: true;
  differences: SharedDifference[];
}

const isProjection = recordOf({
  shared: orAbsent(
    recordOf({
      addresses: Array.isArray,
      contacts: Array.isArray,
      identifiers: recordOf({}),
      securityProfile: Array.isArray,
    }),
  ),
});

/** Scenario 4: the difference projection (domain §6), a one-time projection under consent, deleted if nothing is linked. */
@Injectable()
export class DifferencesKind extends RecordKind implements OnModuleInit {
  readonly kind = DIFFERENCES_KIND;
  /** Shown once and then forgotten where it was heard. */
  override readonly isMirrored = false;
  private readonly followers: ((tx: Tx, linkId: string) => Promise<void>)[] = [];

  constructor(
    private readonly ledger: LinkLedger,
    private readonly links: Links,
    private readonly accounts: Accounts,
    private readonly conversations: Conversations,
    private readonly adopted: AdoptedIdentifiers,
    @InjectProgram() private readonly profile: ProgramProfile,
  ) {
    super();
  }

  onModuleInit(): void {
    this.ledger.follow(async (tx, copies) => {
      const both = copies.filter(({ own }) => own.flow === 'BOTH');
      // Said while the carrier compares, taken back once there is nothing to compare.
      const said = both.map((copy) => ({
        subject: copy.own.linkId,
        record: isUndecided(copy) ? { shared: projectShared(copy.data) } : {},
      }));
      await this.conversations.sayAll(tx, this.kind, said);
      for (const { own } of both.filter((copy) => !isLive(copy)))
        await this.conversations.forgetHeard(tx, this.kind, own.linkId);
    });
  }

  isWellFormed({ subject, record }: Envelope): boolean {
    return isUuid(subject) && isProjection(record);
  }

  async hear(tx: Tx, messages: readonly Envelope[]): Promise<Receipt[]> {
    return this.conversations.hear(tx, messages, async ({ subject }) => {
      for (const follower of this.followers) await follower(tx, subject);
    });
  }

  /** Registers who must know, in the same transaction, that the other side's values have come. */
  follow(follower: (tx: Tx, linkId: string) => Promise<void>): void {
    this.followers.push(follower);
  }

  /** The report of a link that waits for the carrier's acknowledgement. Refuses: DIFFERENCES_NOT_READY, LINK_PHASE, NOT_FOUND. */
  async report(tx: Tx, linkId: string): Promise<DifferenceReport> {
    const { copy, theirs } = await this.bothSides(tx, linkId);
    const [host, client] = isHost(copy) ? [copy.data, theirs] : [theirs, copy.data];
    return { host: copy.own.host, ready: true, differences: diffSharedData(host, client) };
  }

  /** MAP-3: at the host, identifiers that only the client's program knows are added before the host's values win. */
  async completeHost(tx: Tx, linkId: string): Promise<void> {
    const sides = await this.bothSidesIfKnown(tx, linkId);
    if (!sides || !isHost(sides.copy)) return;
    const { copy, theirs } = sides;
    const data = fillMissingIdentifiers(copy.data, theirs);
    if (JSON.stringify(data.identifiers) === JSON.stringify(copy.data.identifiers)) return;
    await this.adopted.keep(tx, linkId, copy.data.identifiers, data.identifiers);
    await this.ledger.command(tx, linkId, { kind: 'edit', data }, asPeer(this.profile.peer.code));
  }

  private async bothSidesIfKnown(
    tx: Tx,
    linkId: string,
  ): Promise<{ copy: LinkCopy<SharedData>; theirs: SharedData } | undefined> {
    try {
      return await this.bothSides(tx, linkId);
    } catch (error) {
      if (error instanceof RefusedError) return undefined;
      throw error;
    }
  }

  private async bothSides(
    tx: Tx,
    linkId: string,
  ): Promise<{ copy: LinkCopy<SharedData>; theirs: SharedData }> {
    const link = await this.links.find(tx, linkId);
    const account = link && (await this.accounts.find(tx, link.localAccountNumber));
    if (!link || !account) throw new RefusedError({ code: 'NOT_FOUND' });
    const copy = copyOf(link, account.shared);
    if (copy.own.flow !== 'BOTH' || !isUndecided(copy))
      throw new RefusedError({ code: 'LINK_PHASE', facts: { phase: copy.own.phase } });
    const heard = await this.conversations.heard<Projection>(tx, this.kind, linkId);
    if (!heard?.shared) throw new RefusedError({ code: 'DIFFERENCES_NOT_READY' });
    return { copy, theirs: heard.shared };
  }
}
