import { Injectable } from '@nestjs/common';
import { Clock } from '@platform/clock';
import type { Tx } from '@platform/database';
import type { Write } from '@platform/database/write-together';
import { In } from 'typeorm';
import type { LinkCopy } from '../domain/link/record';
import { isLive } from '../domain/link/token';
import type { SharedData } from '../domain/shared-data';
import { Link, type StoredCopy } from './link.entity';

const STORE = `
  INSERT INTO link (link_id, local_account_number, peer_account_number, application_id, phase, host, epoch, live, copy, proposed_at, changed_at)
  SELECT link_id, local_account_number, peer_account_number, application_id, phase, host, epoch, live, copy, proposed_at, changed_at
  FROM jsonb_to_recordset($1) AS t(link_id uuid, local_account_number text, peer_account_number text, application_id uuid, phase text,
    host text, epoch int, live boolean, copy jsonb, proposed_at timestamptz, changed_at timestamptz)
  ON CONFLICT (link_id) DO UPDATE SET phase = excluded.phase, host = excluded.host, epoch = excluded.epoch, live = excluded.live,
    copy = excluded.copy, changed_at = excluded.changed_at`;

/** The table of links: its only writer. Callers hold the lock of the local account's row. */
@Injectable()
export class Links {
  constructor(private readonly clock: Clock) {}

  /** The links, locked in the order of their ids. */
  async lockAll(tx: Tx, linkIds: readonly string[]): Promise<Map<string, Link>> {
    const rows = await tx.find(Link, {
      where: { linkId: In([...new Set(linkIds)]) },
      order: { linkId: 'ASC' },
      lock: { mode: 'pessimistic_write' },
    });
    return new Map(rows.map((row) => [row.linkId, row]));
  }

  /** Live links that hold one of the accounts, on either side. */
  async liveOf(
    tx: Tx,
    accountNumbers: readonly string[],
    peerAccountNumbers: readonly string[],
  ): Promise<Link[]> {
    return tx.find(Link, {
      where: [
        { live: true, localAccountNumber: In([...accountNumbers]) },
        { live: true, peerAccountNumber: In([...peerAccountNumbers]) },
      ],
      order: { linkId: 'ASC' },
    });
  }

  async find(tx: Tx, linkId: string): Promise<Link | null> {
    return tx.findOneBy(Link, { linkId });
  }

  /** The account's live link, locked; the caller holds the account's lock. */
  async lockLive(tx: Tx, localAccountNumber: string): Promise<Link | null> {
    return tx.findOne(Link, {
      where: { live: true, localAccountNumber },
      lock: { mode: 'pessimistic_write' },
    });
  }

  /**
   * The copies as a part of a statement that several write together; ended ones first, so that they release what a new one
   * reserves.
   */
  storing(copies: readonly LinkCopy<SharedData>[]): Write {
    const rows = [...copies].sort((one, other) => Number(isLive(one)) - Number(isLive(other)));
    return { sql: STORE, value: rows.map((copy) => this.row(copy)) };
  }

  private row(copy: LinkCopy<SharedData>): object {
    const { data: _kept, ...stored } = copy;
    const { own } = copy;
    return {
      link_id: own.linkId,
      local_account_number: own.accountNumber,
      peer_account_number: own.peerAccountNumber,
      application_id: own.applicationId || null,
      phase: own.phase,
      host: own.host,
      epoch: own.epoch,
      live: isLive(copy),
      copy: stored,
      proposed_at: copy.openedAt,
      changed_at: this.clock.now(),
    };
  }
}

/** The copy as the protocol's rules read it: the stored part with the account's present data. */
export const withData = (stored: StoredCopy, data: SharedData): LinkCopy<SharedData> => ({ ...stored, data });
