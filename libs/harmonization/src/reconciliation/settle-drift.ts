import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '@platform/database';
import { asSystem } from '../audit/audit-log';
import { Cases } from '../casework/cases';
import {
  compareLinks,
  standingOf,
  type LinkEntry,
  type RecordEntry,
  type Word,
} from '../domain/reconciliation/compare-copies';
import { groupedBy } from '../domain/grouping';
import { isUuid } from '../domain/record-shape';
import { dutyOf, recordDutyOf, type Duty } from '../domain/reconciliation/duties';
import type { ProgramProfile } from '../domain/program-profile';
import { LinkLedger } from '../linking/link-ledger';
import { InjectProgram } from '../program/program';
import { Conversations } from '../record-sync/conversations';
import { GivenUpWords } from '../record-sync/given-up-words';
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

/** Links and records that one transaction settles; it holds their locks until it commits. */
const AT_ONCE = 100;

const COUNTED = { SAY_AGAIN: 'saidAgain', REPAIR: 'repaired', OPEN_CASE: 'cases' } as const;

const HOSTS = `SELECT link_id::text AS id, host FROM link WHERE link_id = ANY($1::uuid[]) AND live AND epoch > 0`;

/** Does what is this side's to do about the differences, many in a transaction. */
@Injectable()
export class SettleDrift {
  constructor(
    private readonly db: Database,
    private readonly ledger: LinkLedger,
    private readonly conversations: Conversations,
    private readonly givenUp: GivenUpWords,
    private readonly cases: Cases,
    @InjectProgram() private readonly profile: ProgramProfile,
  ) {}

  async settle(links: readonly LinkPair[], records: readonly RecordPair[]): Promise<Settled> {
    const hosts = await this.hostsOf(records.map(({ subject }) => subject));
    const tasks = [
      ...links.map((pair) => this.linkTask(pair)),
      ...records.map((pair) => this.recordTask(pair, hosts.get(pair.subject))),
    ];
    const ours = tasks.filter(({ duty }) => duty !== 'NOTHING');
    for (let at = 0; at < ours.length; at += AT_ONCE)
      await this.db.transaction((tx) => this.carryOut(tx, ours.slice(at, at + AT_ONCE)));
    return summed(tasks);
  }

  private linkTask({ linkId, mine, theirs }: LinkPair): Task {
    const verdict = compareLinks(mine, theirs);
    const duty = dutyOf({ self: this.profile.code, mine, theirs, verdict });
    const { ours, theirs: other, data } = verdict;
    const isMine = ours === 'DIFFERS' || ours === 'AHEAD';
    const facts = { ...verdict, words: isMine ? [LINK] : [], isSound: mine?.isSound ?? true };
    const found = `ours ${ours}, theirs ${other}, data ${data}`;
    return { key: `link/${linkId}`, kind: LINK, subject: linkId, duty, found, facts };
  }

  private recordTask(pair: RecordPair, linkHost: string | undefined): Task {
    const { code } = this.profile;
    const { sayer, kind, subject, mine, theirs } = pair;
    const [said, heard] = sayer === code ? [mine, theirs] : [theirs, mine];
    const entry = said ?? heard;
    const standing = standingOf(said?.word, heard?.word);
    const duty = entry ? recordDutyOf({ self: code, entry, standing, linkHost }) : 'NOTHING';
    const facts = { standing, kind, sayer, words: sayer === code ? [kind] : [] };
    return {
      key: `${sayer}/${kind}/${subject}`,
      kind,
      subject,
      duty,
      found: standing,
      facts,
      heard: heard?.word,
    };
  }

  private async carryOut(tx: Tx, tasks: readonly Task[]): Promise<void> {
    for (const [kind, ofKind] of groupedBy(tasks, (task) => task.kind)) {
      if (kind === LINK) await this.onLinks(tx, ofKind);
      else await this.onRecords(tx, kind, ofKind);
    }
    for (const task of tasks.filter(({ duty }) => duty === 'OPEN_CASE'))
      await this.openCase(tx, task.subject, task.facts);
  }

  /** A link that moved on meanwhile refuses what no longer fits it: then staff look. */
  private async onLinks(tx: Tx, tasks: readonly Task[]): Promise<void> {
    const repaired = new Set(
      await this.ledger.commandAll(tx, subjectsOf(tasks, 'REPAIR'), { kind: 'repair' }, BY),
    );
    await this.ledger.commandAll(tx, subjectsOf(tasks, 'SAY_AGAIN'), { kind: 'sayAgain' }, BY);
    for (const task of tasks)
      if (task.duty === 'REPAIR' && !repaired.has(task.subject)) task.duty = 'OPEN_CASE';
  }

  /** GATE-3: what was given up, and was not heard, is unsaid instead of said again. */
  private async onRecords(tx: Tx, kind: string, tasks: readonly Task[]): Promise<void> {
    const behind = tasks.filter(({ duty }) => duty === 'SAY_AGAIN');
    const unsaid = await this.givenUp.unsay(tx, kind, behind);
    for (const task of behind) if (unsaid.has(task.subject)) task.duty = 'NOTHING';
    await this.conversations.sayAgain(tx, kind, subjectsOf(tasks, 'SAY_AGAIN'));
    await this.conversations.sayAnew(tx, kind, subjectsOf(tasks, 'REPAIR'));
  }

  private async openCase(tx: Tx, subjectId: string, facts: object): Promise<void> {
    await this.cases.open(
      tx,
      { kind: 'SYNC_DRIFT', subjectKind: 'link', subjectId, facts: { ...facts } },
      BY,
    );
  }

  private async hostsOf(subjects: readonly string[]): Promise<Map<string, string>> {
    const ids = subjects.filter(isUuid);
    if (ids.length === 0) return new Map();
    const rows = await this.db.query<{ id: string; host: string }>(HOSTS, [ids]);
    return new Map(rows.map(({ id, host }) => [id, host]));
  }
}

/** The link's own record, among the words that a case may have said anew. */
export const LINK = 'link';

/** One difference, and what this side does about it. */
interface Task {
  readonly key: string;
  readonly kind: string;
  readonly subject: string;
  duty: Duty;
  readonly found: string;
  readonly facts: object;
  /** What the other side has heard of it, where the word is ours. */
  readonly heard?: Word;
}

const subjectsOf = (tasks: readonly Task[], duty: Duty): string[] =>
  tasks.filter((task) => task.duty === duty).map(({ subject }) => subject);

function summed(tasks: readonly Task[]): Settled {
  const counts = { saidAgain: 0, repaired: 0, cases: 0 };
  for (const { duty } of tasks) if (duty !== 'NOTHING') counts[COUNTED[duty]] += 1;
  return { ...counts, differences: tasks.map(({ key, found, duty }) => ({ key, found, done: duty })) };
}
