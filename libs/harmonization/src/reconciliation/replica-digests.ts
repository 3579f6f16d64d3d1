import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '@platform/database';
import { createHash } from 'node:crypto';
import type { ProgramProfile } from '../domain/program-profile';
import { InjectProgram } from '../program/program';
import { addTo, emptyLeaves, LEAVES, type Leaves } from './digest-tree';

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

const LINK_LEAVES = `SELECT l.bucket, count(*)::int AS links, bit_xor(${LINK_DIGEST})::text AS digest FROM ${LINKS} GROUP BY 1`;
const LINK_LIST = `SELECT l.bucket, 'link/' || l.link_id AS key, (${LINK_DIGEST})::text AS digest FROM ${LINKS} WHERE l.bucket = ANY($2)`;

// Whose word it is decides the seed: what both say alike of one thing does not cancel out.
const recordLeaves = (table: string): string =>
  `SELECT bucket, 0 AS links, bit_xor(hashint8extended(digest, $2))::text AS digest FROM ${table} WHERE kind = ANY($1) GROUP BY 1`;
const recordList = (table: string): string =>
  `SELECT bucket, $4 || '/' || kind || '/' || subject AS key, hashint8extended(digest, $2)::text AS digest
   FROM ${table} WHERE kind = ANY($1) AND bucket = ANY($3)`;

/** Enough for the accounts of a million links to be joined in memory; given back at the end of the transaction. */
const WORK_MEM = `SET LOCAL work_mem = '128MB'`;

interface LeafRow {
  bucket: number;
  links: number;
  digest: string;
}

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
      await tx.query('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY');
      await tx.query(WORK_MEM);
      await tx.query('SET LOCAL statement_timeout = 0');
      const { code, peer } = this.profile;
      const tree = { leaves: emptyLeaves(), links: Buffer.alloc(LEAVES * 4) };
      collect(tree, await tx.query(LINK_LEAVES, [code]));
      collect(tree, await tx.query(recordLeaves('said_record'), [kinds, seedOf(code)]));
      collect(tree, await tx.query(recordLeaves('heard_record'), [kinds, seedOf(peer.code)]));
      return tree;
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

function collect({ leaves, links }: ReplicaTree, rows: readonly LeafRow[]): void {
  for (const row of rows) {
    addTo(leaves, row.bucket, BigInt(row.digest));
    if (row.links > 0) links.writeUInt32BE(row.links, row.bucket * 4);
  }
}

/** The same number for a program on both sides. */
const seedOf = (program: string): string =>
  createHash('sha256').update(program).digest().readBigInt64BE(0).toString();
