import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Tx } from '@platform/database';
import { asSystem, type ActingParty } from '../audit/audit-log';
import { Cases } from '../casework/cases';
import type { CaseKind } from '../casework/staff-case.entity';
import { inBoth } from '../domain/bilingual';
import type { LinkCopy } from '../domain/link/record';
import { isDisputeUpheld, isGiven, isLive } from '../domain/link/token';
import type { ProgramProfile } from '../domain/program-profile';
import { Notices } from '../notice/notices';
import { InjectProgram } from '../program/program';
import { LinkLedger } from './link-ledger';
import type { LinkChange } from './links';
import { serviceReason } from '../domain/service-reasons';

/** DISP-3: a dispute is over with the link that never was active, and once it was upheld; otherwise whose data are kept is still to be decided. */
const isDisputeOver = (copy: LinkCopy<unknown>): boolean => copy.own.epoch === 0 || isDisputeUpheld(copy);

/** Cases about which nothing is left to decide once the link has ended. */
const overWith = (copy: LinkCopy<unknown>): CaseKind[] =>
  isDisputeOver(copy) ? ['CONSENT_WITHDRAWN', 'LINK_DISPUTE'] : ['CONSENT_WITHDRAWN'];

/** What a turn of a link brings about here: the carrier is told of a new host or of the end, and staff's reminder is closed. */
@Injectable()
export class LinkTurns implements OnModuleInit {
  constructor(
    private readonly ledger: LinkLedger,
    private readonly cases: Cases,
    private readonly notices: Notices,
    @InjectProgram() private readonly profile: ProgramProfile,
  ) {}

  onModuleInit(): void {
    this.ledger.follow(async (tx, _copies, by, changes) => {
      for (const { before, after } of changes) if (before) await this.followOne(tx, { before, after }, by);
    });
  }

  private async followOne(tx: Tx, { before, after }: Turn, by: ActingParty): Promise<void> {
    if (isGiven(before.own) && !isGiven(after.own)) await this.closeCase(tx, 'HANDOVER_OVERDUE', after, by);
    if (!isLive(after)) {
      for (const kind of overWith(after)) await this.closeCase(tx, kind, after, by);
      if (isLive(before) && after.own.epoch > 0) await this.tellEnd(tx, after);
      return;
    }
    const hasMoved = before.own.epoch > 0 && before.own.host !== after.own.host;
    if (hasMoved) await this.tellHost(tx, after);
  }

  /** What staff were asked for is answered by the turn itself. */
  private async closeCase(
    tx: Tx,
    kind: CaseKind,
    { own }: LinkCopy<unknown>,
    by: ActingParty,
  ): Promise<void> {
    const row = await this.cases.openCase(tx, kind, own.linkId);
    if (!row) return;
    const [choice, reason] =
      own.phase === 'ENDED'
        ? ['LINK_ENDED', serviceReason('SERVICE_LINK_ENDED')]
        : ['ANSWERED', serviceReason('SERVICE_PEER_ANSWERED')];
    const resolution = { choice, reason, resolvedBy: 'system:link-turns' };
    await this.cases.resolve(tx, row, resolution, by.role === 'PEER' ? asSystem('link-turns') : by);
  }

  private async tellEnd(tx: Tx, { own }: LinkCopy<unknown>): Promise<void> {
    const { name, peer } = this.profile;
    await this.notices.write(tx, {
      kind: 'LINK_ENDED',
      accountNumber: own.accountNumber,
      facts: { linkId: own.linkId, endReason: own.endReason },
      text: inBoth(
        `Your ${name.en} account ${own.accountNumber} is no longer linked with ${peer.name.en}. It stands alone with its last data; your dates have not changed.`,
        `Votre compte ${own.accountNumber} du programme ${name.fr} n’est plus lié à votre compte du programme ${peer.name.fr}. Il redevient autonome avec ses dernières données; vos dates n’ont pas changé.`,
      ),
    });
  }

  private async tellHost(tx: Tx, { own }: LinkCopy<unknown>): Promise<void> {
    const { name } = own.host === this.profile.code ? this.profile : this.profile.peer;
    await this.notices.write(tx, {
      kind: 'HOST_MOVED',
      accountNumber: own.accountNumber,
      facts: { linkId: own.linkId, host: own.host, epoch: own.epoch },
      text: inBoth(
        `${name.en} now hosts your linked accounts: that is where you edit your data.`,
        `Le programme ${name.fr} gère maintenant vos comptes liés : c’est là que vous modifiez vos données.`,
      ),
    });
  }
}

type Turn = Required<LinkChange>;
