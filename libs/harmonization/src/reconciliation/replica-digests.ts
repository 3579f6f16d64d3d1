import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '@platform/database';
import { createHash } from 'node:crypto';
import type { ProgramProfile } from '../domain/program-profile';
import { InjectProgram } from '../program/program';
import { found } from '../refusal/found';
import { LEAVES, type Leaves } from './digest-tree';

/** What one sequential pass over the replica rows found. */
export interface ReplicaTree {
  readonly leaves: Leaves;
  /** Links in each bucket, four bytes each. */
  readonly links: Buffer;
}

/** One link or record of a bucket, with the digest of all that both sides should hold alike of it. */
export interface ListedEntry {
  readonly bucket: number;
  /** `link/<id>`, or `<sayer>/<kind>/<subject>`. */
  readonly key: string;
  readonly digest: string;
}

// A row that contradicts its own copy has another digest; the data are bound to their link, so that exchanged ones show.
const LINK_DIGEST = `
  CASE WHEN l.is_sound THEN 0 ELSE -1 END # coalesce(l.own_digest, 0) # coalesce(l.mirror_digest, 0)
  # coalesce(CASE WHEN l.compares_data THEN hashint8extended(
      CASE WHEN a.record_role = CASE WHEN l.host = $1 THEN 'HOST' ELSE 'CLIENT' END THEN a.shared_digest ELSE ~a.shared_digest END,
      l.own_digest # l.mirror_digest) END, 0)`;
const LINKS = `link l LEFT JOIN account a ON a.account_number = l.local_account_number`;

const LINK_LIST = `SELECT l.bucket, 'link/' || l.link_id AS key, (${LINK_DIGEST})::text AS digest FROM ${LINKS} WHERE l.bucket = ANY($2)`;

// Whose word it is decides the seed: what both say alike of one thing does not cancel out.
const recordDigest = (seed: string): string => `hashint8extended(digest, ${seed})`;
const recordList = (table: string): string =>
  `SELECT bucket, $4 || '/' || kind || '/' || subject AS key, ${recordDigest('$2')}::text AS digest
   FROM ${table} WHERE kind = ANY($1) AND bucket = ANY($3)`;

/**
 * One pass over each table, by indexes that hold all it reads (migration 0310): link and account side by side in the order of
 * their account numbers, records in the order of their buckets. Answers all leaves as two rows of bytes: 65,536 rows a table
 * would cost as much to bring here as they cost to find.
 */
const LEAVES_OF_ALL = `
  WITH found AS (
    SELECT l.bucket, count(*) AS links, bit_xor(${LINK_DIGEST}) AS digest FROM ${LINKS} GROUP BY 1
    UNION ALL SELECT bucket, 0, bit_xor(${recordDigest('$3')}) FROM said_record WHERE kind = ANY($2) GROUP BY 1
    UNION ALL SELECT bucket, 0, bit_xor(${recordDigest('$4')}) FROM heard_record WHERE kind = ANY($2) GROUP BY 1),
  leaf AS (SELECT bucket, sum(links)::int AS links, bit_xor(digest) AS digest FROM found GROUP BY 1)
  SELECT string_agg(int8send(coalesce(digest, 0)), '' ORDER BY n) AS leaves, string_agg(int4send(coalesce(links, 0)), '' ORDER BY n) AS links
  FROM generate_series(0, ${LEAVES - 1}) n LEFT JOIN leaf ON bucket = n`;

/** Enough for the accounts of a million links to be joined in memory; given back at the end of the transaction. */
const SETTINGS = `SET LOCAL work_mem = '128MB'; SET LOCAL statement_timeout = 0; SET LOCAL jit = off`;

/** Digests of this side's copies, from the replica rows as they are now. */
@Injectable()
export class ReplicaDigests {
  constructor(
    private readonly db: Database,
    @InjectProgram() private readonly profile: ProgramProfile,
  ) {}

  /** One sequential pass over links, accounts and records, as of one instant. */
  async tree(kinds: readonly string[]): Promise<ReplicaTree> {
    return this.db.transaction(async (tx) => {
      await tx.query('SET TRANSACTION READ ONLY');
      await tx.query(SETTINGS);
      const { code, peer } = this.profile;
      const rows: ReplicaTree[] = await tx.query(LEAVES_OF_ALL, [
        code,
        kinds,
        seedOf(code),
        seedOf(peer.code),
      ]);
      return found(rows[0]);
    });
  }

  /** All that lies in the buckets, one by one, as of now. */
  async list(tx: Tx, kinds: readonly string[], buckets: readonly number[]): Promise<ListedEntry[]> {
    const { code, peer } = this.profile;
    const record = (table: string, sayer: string): Promise<ListedEntry[]> =>
      tx.query(recordList(table), [kinds, seedOf(sayer), buckets, sayer]);
    return [
      ...(await tx.query<ListedEntry[]>(LINK_LIST, [code, buckets])),
      ...(await record('said_record', code)),
      ...(await record('heard_record', peer.code)),
    ];
  }
}

/** The same number for a program on both sides. */
const seedOf = (program: string): string =>
  createHash('sha256').update(program).digest().readBigInt64BE(0).toString();
