import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '@platform/database';
import { asSystem } from '../audit/audit-log';
import { Cases } from '../casework/cases';
import {
  compareLinks,
  standingOf,
  type LinkEntry,
  type RecordEntry,
} from '../domain/reconciliation/compare-copies';
import { dutyOf, recordDutyOf, type Duty } from '../domain/reconciliation/duties';
import type { ProgramProfile } from '../domain/program-profile';
import { LinkLedger } from '../linking/link-ledger';
import { InjectProgram } from '../program/program';
import { Conversations } from '../record-sync/conversations';
import { RefusedError } from '../refusal/refused.error';
import type { DifferenceFound } from './reconciliation.entity';
import type { RecordName } from './replica-entries';

/** One link or record as both sides hold it now. */
export interface LinkPair {
  readonly linkId: string;
  readonly mine: LinkEntry | undefined;
  readonly theirs: LinkEntry | undefined;
}
export interface RecordPair extends RecordName {
  readonly mine: RecordEntry | undefined;
  readonly theirs: RecordEntry | undefined;
}

/** What a side has done about the differences of one reconciliation. */
export interface Settled {
  readonly saidAgain: number;
  readonly repaired: number;
  readonly cases: number;
  readonly differences: readonly DifferenceFound[];
}

const BY = asSystem('reconciliation');

const COUNTED = { SAY_AGAIN: 'saidAgain', REPAIR: 'repaired', OPEN_CASE: 'cases' } as const;

const HOSTS = `SELECT link_id::text AS id, host FROM link WHERE link_id::text = ANY($1) AND live AND epoch > 0`;

/** Does what is this side's to do about each difference: one transaction each, so that one cannot hold up the others. */
@Injectable()
export class SettleDrift {
  constructor(
    private readonly db: Database,
    private readonly ledger: LinkLedger,
    private readonly conversations: Conversations,
    private readonly cases: Cases,
    @InjectProgram() private readonly profile: ProgramProfile,
  ) {}

  async settle(links: readonly LinkPair[], records: readonly RecordPair[]): Promise<Settled> {
    const found: { duty: Duty; difference: DifferenceFound }[] = [];
    for (const pair of links) found.push(await this.settleLink(pair));
    const hosts = await this.hostsOf(records.map(({ subject }) => subject));
    for (const pair of records) found.push(await this.settleRecord(pair, hosts.get(pair.subject)));
    return summed(found);
  }

  private async settleLink({
    linkId,
    mine,
    theirs,
  }: LinkPair): Promise<{ duty: Duty; difference: DifferenceFound }> {
    const verdict = compareLinks(mine, theirs);
    const duty = dutyOf({ self: this.profile.code, mine, theirs, verdict });
    const { ours, theirs: other, data } = verdict;
    const difference = {
      key: `link/${linkId}`,
      found: `ours ${ours}, theirs ${other}, data ${data}`,
      done: duty,
    };
    const isMine = ours === 'DIFFERS' || ours === 'AHEAD';
    const facts = { ...verdict, words: isMine ? [LINK] : [], isSound: mine?.isSound ?? true };
    return { duty: await this.carryOut(duty, linkId, facts), difference };
  }

  /** A link that moved on meanwhile refuses what no longer fits it: then staff look. */
  private async carryOut(duty: Duty, linkId: string, facts: object): Promise<Duty> {
    try {
      await this.db.transaction((tx) => this.onLink(tx, duty, linkId, facts));
      return duty;
    } catch (error) {
      if (!(error instanceof RefusedError) || error.refusal.code === 'NOT_FOUND') throw error;
      await this.db.transaction((tx) => this.openCase(tx, linkId, facts));
      return 'OPEN_CASE';
    }
  }

  private async onLink(tx: Tx, duty: Duty, linkId: string, facts: object): Promise<void> {
    if (duty === 'REPAIR') await this.ledger.command(tx, linkId, { kind: 'repair' }, BY);
    if (duty === 'SAY_AGAIN') await this.ledger.command(tx, linkId, { kind: 'sayAgain' }, BY);
    if (duty === 'OPEN_CASE') await this.openCase(tx, linkId, facts);
  }

  private async settleRecord(
    pair: RecordPair,
    linkHost: string | undefined,
  ): Promise<{ duty: Duty; difference: DifferenceFound }> {
    const { code } = this.profile;
    const isOurs = pair.sayer === code;
    const [said, heard] = isOurs ? [pair.mine, pair.theirs] : [pair.theirs, pair.mine];
    const entry = said ?? heard;
    const standing = standingOf(said?.word, heard?.word);
    const duty = entry ? recordDutyOf({ self: code, entry, standing, linkHost }) : 'NOTHING';
    await this.db.transaction((tx) => this.onRecord(tx, duty, pair, standing));
    const key = `${pair.sayer}/${pair.kind}/${pair.subject}`;
    return { duty, difference: { key, found: standing, done: duty } };
  }

  private async onRecord(
    tx: Tx,
    duty: Duty,
    { kind, subject, sayer }: RecordPair,
    standing: string,
  ): Promise<void> {
    if (duty === 'SAY_AGAIN') await this.conversations.sayAgain(tx, kind, [subject]);
    if (duty === 'REPAIR') await this.conversations.sayAnew(tx, kind, [subject]);
    if (duty === 'OPEN_CASE') {
      const words = sayer === this.profile.code ? [kind] : [];
      await this.openCase(tx, subject, { standing, kind, sayer, words });
    }
  }

  private async openCase(tx: Tx, subjectId: string, facts: object): Promise<void> {
    await this.cases.open(
      tx,
      { kind: 'SYNC_DRIFT', subjectKind: 'link', subjectId, facts: { ...facts } },
      BY,
    );
  }

  private async hostsOf(subjects: readonly string[]): Promise<Map<string, string>> {
    if (subjects.length === 0) return new Map();
    const rows = await this.db.query<{ id: string; host: string }>(HOSTS, [subjects]);
    return new Map(rows.map(({ id, host }) => [id, host]));
  }
}

/** The link's own record, among the words that a case may have said anew. */
export const LINK = 'link';

function summed(found: readonly { duty: Duty; difference: DifferenceFound }[]): Settled {
  const counts = { saidAgain: 0, repaired: 0, cases: 0 };
  for (const { duty } of found) if (duty !== 'NOTHING') counts[COUNTED[duty]] += 1;
  return { ...counts, differences: found.map(({ difference }) => difference) };
}
