import { Injectable } from '@nestjs/common';
import { Database } from '@platform/database';
import { setTimeout as delay } from 'node:timers/promises';
import { agrees, compareLinks, isInMotion, standingOf } from '../domain/reconciliation/compare-copies';
import type { ProgramProfile } from '../domain/program-profile';
import { InjectProgram } from '../program/program';
import type { Listed } from './agreed-digest';
import type { DigestConversation } from './digest-peer';
import { MOST_BUCKETS, MOST_LOOKED_AT } from './digest-steps';
import { digestsBelow, LEVELS, nodesBelow } from './digest-tree';
import { keyOf, linkPairs, namesOf, recordPairs } from './pairs';
import { ReplicaDigests, type ReplicaTree } from './replica-digests';
import { ReplicaEntries, type RecordName } from './replica-entries';
import type { LinkPair, RecordPair } from './settle-drift';

/** The peer's pass over its rows; its own statement limit ends it long before. */
const TREE_DEADLINE_MS = 300_000;
const POLL_MS = 25;
/** How often what is behind is looked at again, and how long after the last look: messages take milliseconds, retries seconds. */
const LOOK_AGAIN_MS = [50, 100, 200, 400, 800, 1_600, 3_000] as const;
/** One comparison goes into so many buckets and things; what is left over is the next one's. */
const MOST_DIFFERING_BUCKETS = 4_096;
const MOST_DIFFERING = 5_000;

/** What two trees and their lists say: which buckets differ, and what in them. */
export interface ListedDifferences {
  readonly buckets: readonly number[];
  readonly listed: Listed;
  /** Keys that the two sides did not hold alike when they were listed. */
  readonly differing: readonly string[];
  readonly isCut: boolean;
}

/** What is still different after every look, and how much had only been on its way. */
export interface Persisting {
  readonly links: readonly LinkPair[];
  readonly records: readonly RecordPair[];
  readonly inMotion: number;
}

interface Pairs {
  links: LinkPair[];
  records: RecordPair[];
}

/** The side that began a reconciliation goes down from the trees to the things that differ, and looks at them until they settle. */
@Injectable()
export class CompareSides {
  constructor(
    private readonly db: Database,
    private readonly digests: ReplicaDigests,
    private readonly entries: ReplicaEntries,
    @InjectProgram() private readonly profile: ProgramProfile,
  ) {}

  /** Only buckets that differ are gone into; cost follows the differences. */
  async differences(
    peer: DigestConversation,
    run: string,
    tree: ReplicaTree,
    kinds: readonly string[],
  ): Promise<ListedDifferences> {
    let differing: number[] = [];
    for (let level = 0; level < LEVELS.length; level++) {
      if (level > 0 && differing.length === 0) break;
      const mine = digestsBelow(tree.leaves, level, differing);
      const theirs = await this.nodesOfPeer(peer, run, level, differing);
      differing = nodesBelow(level, differing).filter((_, at) => mine[at] !== theirs[at]);
    }
    return this.list(peer, run, differing, kinds);
  }

  private async nodesOfPeer(
    peer: DigestConversation,
    run: string,
    level: number,
    parents: readonly number[],
  ): Promise<readonly string[]> {
    for (const deadline = Date.now() + TREE_DEADLINE_MS; Date.now() < deadline; await delay(POLL_MS)) {
      const { digests } = await peer.ask<'nodes'>({ step: 'nodes', run, level, parents });
      if (digests) return digests;
    }
    throw new Error('The peer made no digests in time');
  }

  private async list(
    peer: DigestConversation,
    run: string,
    all: readonly number[],
    kinds: readonly string[],
  ): Promise<ListedDifferences> {
    const listed: Record<string, [number, string]> = {};
    const differing: string[] = [];
    const buckets: number[] = [];
    for (
      let at = 0;
      at < all.length && at < MOST_DIFFERING_BUCKETS && differing.length < MOST_DIFFERING;
      at += MOST_BUCKETS
    ) {
      const part = all.slice(at, at + MOST_BUCKETS);
      const mine = await this.digests.list(this.db.source.manager, kinds, part);
      const { entries } = await peer.ask<'list'>({ step: 'list', run, buckets: part });
      const theirs = new Map(entries);
      for (const { key, bucket, digest } of mine) listed[key] = [bucket, digest];
      differing.push(...mine.filter(({ key, digest }) => theirs.get(key) !== digest).map(({ key }) => key));
      differing.push(...entries.map(([key]) => key).filter((key) => listed[key] === undefined));
      buckets.push(...part);
    }
    // What was not gone into is not spoken of in the statement at all: its buckets are excluded whole.
    const isCut = buckets.length < all.length;
    return { buckets: isCut ? all : buckets, listed, differing, isCut };
  }

  /** REC-1: what is behind is looked at again, with growing pauses; only what does not move is different. */
  async persisting(peer: DigestConversation, run: string, keys: readonly string[]): Promise<Persisting> {
    const found: Pairs = { links: [], records: [] };
    for (let at = 0; at < keys.length; at += MOST_LOOKED_AT) {
      const part = await this.settleByVersion(peer, run, keys.slice(at, at + MOST_LOOKED_AT));
      found.links.push(...part.links);
      found.records.push(...part.records);
    }
    return { ...found, inMotion: keys.length - found.links.length - found.records.length };
  }

  private async settleByVersion(
    peer: DigestConversation,
    run: string,
    keys: readonly string[],
  ): Promise<Pairs> {
    let { linkIds, names } = namesOf(keys);
    const settled: Pairs = { links: [], records: [] };
    let before = new Map<string, string>();
    for (const pause of [...LOOK_AGAIN_MS, undefined]) {
      const { links, records } = await this.look(peer, run, linkIds, names);
      settled.links.push(...links.filter((pair) => isDifferent(pair) && !isMoving(pair)));
      settled.records.push(...records.filter((pair) => !['SAME', 'BEHIND'].includes(this.standing(pair))));
      const behind = {
        links: links.filter(isMoving),
        records: records.filter((pair) => this.standing(pair) === 'BEHIND'),
      };
      // Whatever has new numbers is alive, and each new word says the whole state: it has repaired what there was.
      const moving = standingStill(behind, before);
      if (moving.links.length + moving.records.length === 0) return settled;
      if (pause === undefined) return withoutPending(settled, moving);
      before = numbersOf(behind);
      linkIds = moving.links.map(({ linkId }) => linkId);
      names = moving.records;
      await delay(pause);
    }
    return settled;
  }

  private standing({ sayer, mine, theirs }: RecordPair): string {
    const [said, heard] = sayer === this.profile.code ? [mine, theirs] : [theirs, mine];
    return standingOf(said?.word, heard?.word);
  }

  private async look(
    peer: DigestConversation,
    run: string,
    linkIds: readonly string[],
    names: readonly RecordName[],
  ): Promise<Pairs> {
    const { manager } = this.db.source;
    const wanted = names.map(({ sayer, kind, subject }) => ({ sayer, kind, subject }));
    const theirs = await peer.ask<'look'>({ step: 'look', run, links: linkIds, records: wanted });
    return {
      links: linkPairs(linkIds, await this.entries.links(manager, linkIds), theirs.links),
      records: recordPairs(wanted, await this.entries.records(manager, wanted), theirs.records),
    };
  }
}

const isDifferent = ({ mine, theirs }: LinkPair): boolean => !agrees(compareLinks(mine, theirs));

const isMoving = ({ mine, theirs }: LinkPair): boolean => isInMotion(compareLinks(mine, theirs));

const linkNumbers = ({ mine, theirs }: LinkPair): string =>
  JSON.stringify([mine?.said.seq, mine?.heard?.seq, theirs?.said.seq, theirs?.heard?.seq]);
const recordNumbers = ({ mine, theirs }: RecordPair): string =>
  JSON.stringify([mine?.word.seq, theirs?.word.seq]);

const numbersOf = ({ links, records }: Pairs): Map<string, string> =>
  new Map([
    ...links.map((pair) => [pair.linkId, linkNumbers(pair)] as const),
    ...records.map((pair) => [keyOf(pair), recordNumbers(pair)] as const),
  ]);

/** What has the numbers that it had at the look before; all of it at the first look. */
const standingStill = ({ links, records }: Pairs, before: ReadonlyMap<string, string>): Pairs => ({
  links: links.filter((pair) => (before.get(pair.linkId) ?? linkNumbers(pair)) === linkNumbers(pair)),
  records: records.filter((pair) => (before.get(keyOf(pair)) ?? recordNumbers(pair)) === recordNumbers(pair)),
});

const isPending = ({ mine, theirs }: LinkPair | RecordPair): boolean =>
  mine?.isPending === true || theirs?.isPending === true;

/** What is still behind after the last look, and on no way that either side knows, is different too. */
const withoutPending = (settled: Pairs, { links, records }: Pairs): Pairs => ({
  links: [...settled.links, ...links.filter((pair) => !isPending(pair))],
  records: [...settled.records, ...records.filter((pair) => !isPending(pair))],
});
