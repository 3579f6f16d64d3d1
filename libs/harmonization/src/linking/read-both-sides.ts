import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '@platform/database';
import type { PeerAccountFacts } from '../account/account-view';
import { Accounts } from '../account/accounts';
import { fieldStanding, piecesOf, type FieldStanding } from '../domain/link-fields';
import type { LinkCopy } from '../domain/link/record';
import { holdsToken } from '../domain/link/token';
import type { ProgramProfile } from '../domain/program-profile';
import type { SharedData } from '../domain/shared-data';
import { InjectProgram } from '../program/program';
import { found } from '../refusal/found';
import { Link } from './link.entity';
import { LinkHistory } from './link-history';
import { copyOf } from './links';

/** One piece of shared data as both countries hold it. */
export interface FieldRow extends FieldStanding {
  readonly field: string;
  /** Code of the program whose word counts. */
  readonly owner: string;
  readonly value: unknown;
}

/** A program's own fact, which the other reads only; `said` counts how often its owner's whole word has changed. */
export interface FactRow {
  readonly fact: string;
  readonly owner: string;
  readonly value: unknown;
  readonly said: number;
}

/** Both countries' view of one carrier: who owns what, where it last changed on each side, and when it crossed. */
export interface BothSidesView {
  readonly accountNumber: string;
  readonly peerAccountNumber?: string;
  readonly linkId?: string;
  readonly host: string;
  /** Versions of the shared data: held here, and there as last heard. */
  readonly versions?: { readonly here: number; readonly there?: number; readonly epoch: number };
  readonly fields: readonly FieldRow[];
  readonly facts: readonly FactRow[];
}

interface SaidFacts {
  side: 'OWN' | 'PEER';
  record: PeerAccountFacts;
  seq: number;
}

const FACTS = `
  SELECT 'OWN' AS side, record, seq FROM said_record WHERE kind = 'account' AND subject = $1
  UNION ALL SELECT 'PEER', record, seq FROM heard_record WHERE kind = 'account' AND subject = $1`;

/** Reads both countries' view of an account: of its live link, else of its last one. */
@Injectable()
export class ReadBothSides {
  constructor(
    private readonly db: Database,
    private readonly accounts: Accounts,
    private readonly history: LinkHistory,
    @InjectProgram() private readonly profile: ProgramProfile,
  ) {}

  /** Refuses: NOT_FOUND. The link, its history and the data are of one moment, also where the other side is just heard. */
  async of(accountNumber: string): Promise<BothSidesView> {
    return this.db.snapshot((tx) => this.read(tx, accountNumber));
  }

  private async read(tx: Tx, accountNumber: string): Promise<BothSidesView> {
    const account = found(await this.accounts.find(tx, accountNumber));
    const order = { live: 'DESC', linkId: 'DESC' } as const;
    const link = await tx.findOne(Link, { where: { localAccountNumber: accountNumber }, order });
    const copy = link ? copyOf({ copy: link.copy }, account.shared) : undefined;
    const moments = link ? await this.history.until(tx, link.linkId) : [];
    const editor = copy && link?.live && !holdsToken(copy) ? link.host : this.profile.code;
    const pieces = Object.entries(piecesOf(account.shared));
    return {
      accountNumber,
      host: editor,
      fields: pieces.map(([field, value]) => ({
        ...{ field, owner: editor, value },
        ...fieldStanding(moments, field),
      })),
      ...(link && copy ? linkedPart(link, copy) : {}),
      facts: link ? await this.facts(tx, link.linkId) : [],
    };
  }

  private async facts(tx: Tx, linkId: string): Promise<FactRow[]> {
    const rows: SaidFacts[] = await tx.query(FACTS, [linkId]);
    return rows.flatMap(({ side, record, seq }) => {
      const owner = side === 'OWN' ? this.profile.code : this.profile.peer.code;
      const facts = Object.entries(record).filter(([name]) => name !== 'program');
      return facts.map(([fact, value]: [string, unknown]) => ({ fact, owner, value, said: seq }));
    });
  }
}

const linkedPart = (
  { linkId, peerAccountNumber }: Link,
  { own, mirror }: LinkCopy<SharedData>,
): Pick<BothSidesView, 'linkId' | 'peerAccountNumber' | 'versions'> => ({
  linkId,
  peerAccountNumber,
  versions: { here: own.dataVersion, there: mirror?.dataVersion, epoch: own.epoch },
});
