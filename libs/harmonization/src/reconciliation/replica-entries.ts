import { Injectable } from '@nestjs/common';
import type { Tx } from '@platform/database';
import type { LinkEntry, RecordEntry } from '../domain/reconciliation/compare-copies';
import type { ProgramProfile } from '../domain/program-profile';
import { InjectProgram } from '../program/program';

// Seen as the other side can compare it: the heard word is named by the number that this side would answer with.
const LINK_ENTRIES = `
  SELECT l.link_id AS "linkId", l.copy->'own'->>'host' AS host, coalesce(l.is_sound, false) AS "isSound",
    coalesce(l.copy->'own'->>'phase' = 'ACTIVE' AND l.copy->'mirror'->>'phase' = 'ACTIVE', false) AS "isActive",
    (l.copy->'own'->>'incarnation')::int AS incarnation, (l.copy->'own'->>'seq')::bigint AS seq,
    CASE WHEN l.is_sound THEN l.own_digest ELSE ~coalesce(l.own_digest, 0) END::text AS said,
    (l.copy->'own'->>'heardIncarnation')::int AS "heardIncarnation", (l.copy->'own'->>'heardSeq')::bigint AS "heardSeq",
    l.mirror_digest::text AS heard,
    CASE WHEN l.compares_data THEN coalesce(
      CASE WHEN a.record_role = CASE WHEN l.host = $1 THEN 'HOST' ELSE 'CLIENT' END THEN a.shared_digest ELSE ~a.shared_digest END, 0) END::text AS data,
    EXISTS (SELECT 1 FROM outbox o WHERE o.state = 'PENDING' AND o.kind = 'link' AND o.subject = l.link_id::text) AS "isPending"
  FROM link l LEFT JOIN account a ON a.account_number = l.local_account_number WHERE l.link_id = ANY($2::uuid[])`;

const recordEntries = (table: string): string => `
  SELECT r.kind, r.subject, $1 AS sayer, r.incarnation, r.seq, r.digest::text AS digest,
    EXISTS (SELECT 1 FROM outbox o WHERE o.state = 'PENDING' AND o.kind = r.kind AND o.subject = r.subject) AS "isPending"
  FROM ${table} r JOIN unnest($2::text[], $3::text[]) AS wanted(kind, subject) USING (kind, subject)`;

interface LinkRow extends Omit<LinkEntry, 'said' | 'heard' | 'data'> {
  incarnation: number;
  seq: number;
  said: string;
  heardIncarnation: number;
  heardSeq: number;
  heard: string | null;
  data: string | null;
}

interface RecordRow extends Omit<RecordEntry, 'word'> {
  incarnation: number;
  seq: number;
  digest: string;
}

/** A record by name: whose word, of what kind, about what. */
export interface RecordName {
  readonly sayer: string;
  readonly kind: string;
  readonly subject: string;
}

/** Single links and records as they stand now, reduced to what the other side can compare. */
@Injectable()
export class ReplicaEntries {
  constructor(@InjectProgram() private readonly profile: ProgramProfile) {}

  async links(tx: Tx, linkIds: readonly string[]): Promise<LinkEntry[]> {
    if (linkIds.length === 0) return [];
    const rows: LinkRow[] = await tx.query(LINK_ENTRIES, [this.profile.code, linkIds]);
    return rows.map(linkEntryOf);
  }

  async records(tx: Tx, names: readonly RecordName[]): Promise<RecordEntry[]> {
    const { code, peer } = this.profile;
    return [
      ...(await this.recordsOf(
        tx,
        'said_record',
        names.filter(({ sayer }) => sayer === code),
      )),
      ...(await this.recordsOf(
        tx,
        'heard_record',
        names.filter(({ sayer }) => sayer === peer.code),
      )),
    ];
  }

  private async recordsOf(tx: Tx, table: string, names: readonly RecordName[]): Promise<RecordEntry[]> {
    const [first] = names;
    if (!first) return [];
    const wanted = [names.map(({ kind }) => kind), names.map(({ subject }) => subject)];
    const rows: RecordRow[] = await tx.query(recordEntries(table), [first.sayer, ...wanted]);
    return rows.map(({ incarnation, seq, digest, ...row }) => ({
      ...row,
      word: { incarnation, seq, digest },
    }));
  }
}

function linkEntryOf(row: LinkRow): LinkEntry {
  const { linkId, host, isActive, isSound, isPending } = row;
  const said = { incarnation: row.incarnation, seq: row.seq, digest: row.said };
  const heard =
    row.heard === null
      ? {}
      : { heard: { incarnation: row.heardIncarnation, seq: row.heardSeq, digest: row.heard } };
  return {
    linkId,
    host,
    isActive,
    isSound,
    isPending,
    said,
    ...heard,
    ...(row.data === null ? {} : { data: row.data }),
  };
}
