import { addTo, leafOf, rootOf, type Leaves } from './digest-tree';

/** What was listed of a bucket: by key its bucket and digest. */
export type Listed = Readonly<Record<string, readonly [bucket: number, digest: string]>>;

/** This side's tree, what it listed of the buckets that differ, and which of that the two sides did not hold alike. */
export interface Agreement {
  readonly leaves: Leaves;
  /** Links in each bucket, four bytes each. */
  readonly links: Buffer;
  readonly buckets: readonly number[];
  readonly listed: Listed;
  readonly excluded: ReadonlySet<string>;
}

const isLink = (key: string): boolean => key.startsWith('link/');

/**
 * REC-4: how many links agreed, and the digest of all that did: whole buckets where they are equal, and of the others what was
 * listed alike. Both sides find it from their own rows.
 */
export function agreedOf({ leaves, links, buckets, listed, excluded }: Agreement): {
  links: number;
  digest: string;
} {
  const agreed = Buffer.from(leaves);
  const counts = Buffer.from(links);
  for (const bucket of buckets) {
    addTo(agreed, bucket, leafOf(agreed, bucket));
    counts.writeUInt32BE(0, bucket * 4);
  }
  const alike = Object.entries(listed).filter(([key]) => !excluded.has(key));
  for (const [, [bucket, digest]] of alike) addTo(agreed, bucket, BigInt(digest));
  const listedLinks = alike.filter(([key]) => isLink(key)).length;
  return { links: sumOf(counts) + listedLinks, digest: rootOf(agreed) };
}

function sumOf(counts: Buffer): number {
  let sum = 0;
  for (let at = 0; at < counts.length; at += 4) sum += counts.readUInt32BE(at);
  return sum;
}
