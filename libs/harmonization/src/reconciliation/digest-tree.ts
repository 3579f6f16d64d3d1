import { createHash } from 'node:crypto';

/** Buckets of the finest level; a million links make fifteen of each. */
export const LEAVES = 65_536;
/** Bits of a bucket's number that each level looks at: a difference is found by three small answers and one list. */
export const LEVELS = [8, 12, 16] as const;
const FINEST = 16;
const DIGEST_BYTES = 8;

/** Eight bytes a bucket, in the order of their numbers. */
export type Leaves = Buffer;

export const leafOf = (leaves: Leaves, bucket: number): bigint =>
  leaves.readBigInt64BE(bucket * DIGEST_BYTES);

/** Adds digests to a bucket; the order in which they come does not matter. */
export function addTo(leaves: Leaves, bucket: number, digest: bigint): void {
  leaves.writeBigInt64BE(leafOf(leaves, bucket) ^ digest, bucket * DIGEST_BYTES);
}

/** The digest of the node whose number has `bits` bits: of all leaves below it. */
function nodeOf(leaves: Leaves, bits: number, node: number): string {
  const width = 1 << (FINEST - bits);
  const below = leaves.subarray(node * width * DIGEST_BYTES, (node + 1) * width * DIGEST_BYTES);
  const digest = width === 1 ? below : createHash('sha256').update(below).digest();
  return digest.subarray(0, DIGEST_BYTES).toString('base64url');
}

/** The nodes of a level that lie below the given nodes of the level before; all of the first level. */
export function nodesBelow(level: number, parents: readonly number[]): number[] {
  const bits = LEVELS[level]!;
  if (level === 0) return Array.from({ length: 1 << bits }, (_, node) => node);
  const fan = 1 << (bits - LEVELS[level - 1]!);
  return parents.flatMap((parent) => Array.from({ length: fan }, (_, child) => parent * fan + child));
}

/** Digests of one level below the given parents, in the order of `nodesBelow`. */
export const digestsBelow = (leaves: Leaves, level: number, parents: readonly number[]): string[] =>
  nodesBelow(level, parents).map((node) => nodeOf(leaves, LEVELS[level]!, node));

/** SHA256 over all leaves, in hex: what the programs sign. */
export const rootOf = (leaves: Leaves): string => createHash('sha256').update(leaves).digest('hex');
