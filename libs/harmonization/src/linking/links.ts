import { Injectable } from '@nestjs/common';
import { Clock } from '@platform/clock';
import type { Tx } from '@platform/database';
import { entityRows } from '@platform/database/entity-rows';
import { anyKey, type Write } from '@platform/database/write-together';
import { In } from 'typeorm';
import type { LinkCopy } from '../domain/link/record';
import { isLive } from '../domain/link/token';
import type { SharedData } from '../domain/shared-data';
import { UNREAD, type LinkDocuments } from './link-documents';
import { Link, type StoredCopy } from './link.entity';

/** Rows of links; the order is that of the array. */
const ROWS = `jsonb_to_recordset($1) AS t(link_id uuid, local_account_number text, peer_account_number text, application_id uuid, phase text,
    host text, epoch int, live boolean, copy jsonb, archive jsonb, final jsonb, proposed_at timestamptz, changed_at timestamptz)`;

const STORE = `
  INSERT INTO link (link_id, local_account_number, peer_account_number, application_id, phase, host, epoch, live, copy, archive, final, proposed_at, changed_at)
  SELECT link_id, local_account_number, peer_account_number, application_id, phase, host, epoch, live, copy, archive, final, proposed_at, changed_at
  FROM ${ROWS}
  ON CONFLICT (link_id) DO UPDATE SET phase = excluded.phase, host = excluded.host, epoch = excluded.epoch, live = excluded.live,
    copy = excluded.copy, changed_at = excluded.changed_at,
    final = CASE WHEN excluded.final = '{}' THEN NULL ELSE coalesce(excluded.final, link.final) END,
    archive = CASE WHEN excluded.archive = '{}' THEN NULL ELSE coalesce(excluded.archive, link.archive) END`;

/** The same where every link is known: a row that conflicts would have its digests made twice. */
const STORE_KNOWN = `
  UPDATE link SET phase = t.phase, host = t.host, epoch = t.epoch, live = t.live, copy = t.copy, changed_at = t.changed_at,
    final = CASE WHEN t.final = '{}' THEN NULL ELSE coalesce(t.final, link.final) END,
    archive = CASE WHEN t.archive = '{}' THEN NULL ELSE coalesce(t.archive, link.archive) END
  FROM ${ROWS} WHERE link.link_id = t.link_id AND link.link_id = ${anyKey('link_id', 'uuid')}`;

/** Takes the place of a document that is no more; a NULL leaves what is there. */
const REMOVED = {};

interface Held {
  readonly hasArchive: boolean;
  readonly hasFinal: boolean;
}

/** A locked link from which a step may start. */
export type HeldLink = Link & Held;

const HELD = ['archive IS NOT NULL AS "hasArchive"', 'final IS NOT NULL AS "hasFinal"'];
const LOCK_ALL = entityRows<Link, Held>(
  Link,
  'WHERE link_id = ANY ($1::uuid[]) ORDER BY link_id FOR UPDATE',
  HELD,
);
const LOCK_LIVE = entityRows<Link, Held>(Link, 'WHERE live AND local_account_number = $1 FOR UPDATE', HELD);

/** A copy before and after what has happened to it in this transaction; no `before` where it is new here. */
export interface LinkChange {
  readonly before?: LinkCopy<SharedData>;
  readonly after: LinkCopy<SharedData>;
}

/** The table of links: its only writer. Callers hold the lock of the local account's row. */
@Injectable()
export class Links {
  constructor(private readonly clock: Clock) {}

  /** The links, locked in the order of their ids. */
  async lockAll(tx: Tx, linkIds: readonly string[]): Promise<Map<string, HeldLink>> {
    const rows = await LOCK_ALL(tx, [[...new Set(linkIds)]]);
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

  async findAll(tx: Tx, linkIds: readonly string[]): Promise<Link[]> {
    return tx.findBy(Link, { linkId: In([...linkIds]) });
  }

  /** The account's live link, locked; the caller holds the account's lock. */
  async lockLive(tx: Tx, localAccountNumber: string): Promise<HeldLink | null> {
    return (await LOCK_LIVE(tx, [localAccountNumber]))[0] ?? null;
  }

  /** What the link keeps besides its copy. */
  async documents(tx: Tx, linkId: string): Promise<LinkDocuments> {
    return tx.findOneOrFail(Link, {
      where: { linkId },
      select: { linkId: true, archive: true, final: true },
    });
  }

  /**
   * The copies as a part of a statement that several write together; ended ones first, so that they release what a new one
   * reserves.
   */
  storing(changes: readonly LinkChange[]): Write {
    const rows = [...changes].sort((one, other) => Number(isLive(one.after)) - Number(isLive(other.after)));
    const sql = changes.every(({ before }) => before) ? STORE_KNOWN : STORE;
    return { sql, value: rows.map((change) => this.row(change)) };
  }

  private row({ before, after }: LinkChange): object {
    const { data: _inTheAccount, archive, final, ...stored } = after;
    const { own } = after;
    return {
      link_id: own.linkId,
      local_account_number: own.accountNumber,
      peer_account_number: own.peerAccountNumber,
      application_id: own.applicationId || null,
      phase: own.phase,
      host: own.host,
      epoch: own.epoch,
      live: isLive(after),
      copy: stored,
      archive: before?.archive === archive ? undefined : (archive ?? REMOVED),
      final: before?.final === final ? undefined : (final ?? REMOVED),
      proposed_at: after.openedAt,
      changed_at: this.clock.now(),
    };
  }
}

/** Where the protocol goes on with a copy it must know which documents the row holds. */
interface StoredParts extends Partial<Held> {
  readonly copy: StoredCopy;
}

/** The copy as the protocol's rules read it: the stored parts with the account's present data, its documents unread. */
export const copyOf = (
  { copy, hasArchive, hasFinal }: StoredParts,
  data: SharedData,
): LinkCopy<SharedData> => ({
  ...copy,
  ...(hasArchive ? { archive: UNREAD.archive } : {}),
  ...(hasFinal ? { final: UNREAD.final } : {}),
  data,
});
