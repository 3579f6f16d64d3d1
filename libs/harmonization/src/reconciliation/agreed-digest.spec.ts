import { agreedOf, type Agreement } from './agreed-digest';
import { addTo, digestsBelow, LEAVES, LEVELS, nodesBelow } from './digest-tree';

const emptyLeaves = (): Buffer => Buffer.alloc(LEAVES * 8);

function anAgreement(
  digests: Readonly<Record<string, [number, string]>>,
  differing: string[] = [],
): Agreement {
  const leaves = emptyLeaves();
  const links = Buffer.alloc(LEAVES * 4);
  for (const [bucket, digest] of Object.values(digests)) {
    addTo(leaves, bucket, BigInt(digest));
    links.writeUInt32BE(links.readUInt32BE(bucket * 4) + 1, bucket * 4);
  }
  const buckets = [...new Set(differing.map((key) => digests[key]![0]))];
  const listed = Object.fromEntries(
    Object.entries(digests).filter(([, [bucket]]) => buckets.includes(bucket)),
  );
  return { leaves, links, buckets, listed, excluded: new Set(differing) };
}

describe('the digest of what agreed', () => {
  const mine: Record<string, [number, string]> = {
    'link/a': [3, '11'],
    'link/b': [3, '-7'],
    'link/c': [40_000, '5'],
  };

  it('REC-4: is the same for two sides that differ only in what is excluded', () => {
    const theirs = { ...mine, 'link/b': [3, '99'] as [number, string] };
    const ours = agreedOf(anAgreement(mine, ['link/b']));
    expect(ours).toEqual(agreedOf(anAgreement(theirs, ['link/b'])));
    expect(ours.links).toBe(2);
  });

  it('REC-4: counts and covers all where nothing differs', () => {
    const { links, digest } = agreedOf(anAgreement(mine));
    expect(links).toBe(3);
    expect(digest).not.toBe(agreedOf(anAgreement({ ...mine, 'link/c': [40_000, '6'] })).digest);
  });

  it('REC-4: speaks of no bucket that was not gone into', () => {
    const cut = anAgreement(mine, ['link/a']);
    expect(agreedOf({ ...cut, listed: {} }).links).toBe(1);
  });
});

describe('the tree of digests', () => {
  it('leads from the top to the one bucket that differs', () => {
    const one = emptyLeaves();
    const other = emptyLeaves();
    addTo(other, 51_234, 1n);
    let nodes: number[] = [];
    for (const level of LEVELS.keys()) {
      const mine = digestsBelow(one, level, nodes);
      const theirs = digestsBelow(other, level, nodes);
      nodes = nodesBelow(level, nodes).filter((_, at) => mine[at] !== theirs[at]);
      expect(nodes).toHaveLength(1);
    }
    expect(nodes).toEqual([51_234]);
  });
});
