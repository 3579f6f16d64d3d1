import { Injectable, Logger } from '@nestjs/common';
import { Database } from '@platform/database';
import { asPeer, AuditLog } from '../audit/audit-log';
import type { ProgramProfile } from '../domain/program-profile';
import { InjectProgram } from '../program/program';
import { RefusedError } from '../refusal/refused.error';
import { ComparedKinds } from './compared-kinds';
import { digestsBelow } from './digest-tree';
import type { DigestAnswer, DigestAnswers, DigestStep, StepOf } from './digest-steps';
import { linkPairs, recordPairs } from './pairs';
import type { ReconciliationTree } from './reconciliation.entity';
import { Reconciliations } from './reconciliations';
import { ReplicaDigests } from './replica-digests';
import { ReplicaEntries } from './replica-entries';
import { SettleDrift } from './settle-drift';
import { Statements } from './statements';

type Answering = { [Step in DigestStep['step']]: (question: StepOf<Step>) => Promise<DigestAnswers[Step]> };

/** This side's part of a reconciliation that the other side began. Every step may come twice. */
@Injectable()
export class AnswerDigests {
  private readonly log = new Logger(AnswerDigests.name);
  private readonly answers: Answering = {
    open: (question) => this.open(question),
    nodes: (question) => this.nodes(question),
    list: (question) => this.list(question),
    look: (question) => this.look(question),
    settle: (question) => this.settle(question),
    sign: (question) => this.sign(question),
  };

  constructor(
    private readonly db: Database,
    private readonly rows: Reconciliations,
    private readonly digests: ReplicaDigests,
    private readonly entries: ReplicaEntries,
    private readonly drift: SettleDrift,
    private readonly statements: Statements,
    private readonly kinds: ComparedKinds,
    private readonly audit: AuditLog,
    @InjectProgram() private readonly profile: ProgramProfile,
  ) {}

  async answer(question: DigestStep): Promise<DigestAnswer> {
    return (this.answers[question.step] as (asked: DigestStep) => Promise<DigestAnswer>)(question);
  }

  /** The pass over the rows takes longer than a request may: it goes on after the answer, and `nodes` says when it is done. */
  private async open({ run, kinds }: StepOf<'open'>): Promise<DigestAnswers['open']> {
    const shared = this.kinds.sharedWith(kinds);
    await this.db.transaction((tx) => this.rows.accept(tx, run));
    void this.makeTree(run, shared).catch((error: unknown) =>
      this.log.error(`Digests of ${run}: ${(error as Error).stack}`),
    );
    return { kinds: shared };
  }

  private async makeTree(run: string, kinds: readonly string[]): Promise<void> {
    const tree = await this.digests.tree(kinds);
    await this.db.transaction((tx) => this.rows.keepTree(tx, run, tree));
  }

  private async nodes({ run, level, parents }: StepOf<'nodes'>): Promise<DigestAnswers['nodes']> {
    const tree = await this.rows.tree(this.db.source.manager, run);
    return tree ? { digests: digestsBelow(tree.leaves, level, parents) } : {};
  }

  private async list({ run, buckets }: StepOf<'list'>): Promise<DigestAnswers['list']> {
    const entries = await this.db.transaction(async (tx) => {
      const listed = await this.digests.list(tx, this.kinds.names, buckets);
      await this.rows.keepListed(tx, run, listed);
      return listed;
    });
    return { entries: entries.map(({ key, digest }) => [key, digest] as const) };
  }

  private async look({ links, records }: StepOf<'look'>): Promise<DigestAnswers['look']> {
    const { manager } = this.db.source;
    return {
      links: await this.entries.links(manager, links),
      records: await this.entries.records(manager, records),
    };
  }

  private async settle({ run, ...theirs }: StepOf<'settle'>): Promise<DigestAnswers['settle']> {
    const mine = await this.look({ step: 'look', run, links: theirs.linkIds, records: theirs.names });
    const done = await this.drift.settle(
      linkPairs(theirs.linkIds, mine.links, theirs.links),
      recordPairs(theirs.names, mine.records, theirs.records),
    );
    await this.db.transaction((tx) => this.rows.note(tx, run, { ...done }));
    return { done: true };
  }

  /** REC-4: what is signed is what this side's own rows say; a statement that they do not bear out is refused. */
  private async sign(question: StepOf<'sign'>): Promise<DigestAnswers['sign']> {
    const { run, statement, signature } = question;
    const { manager } = this.db.source;
    const row = await this.rows.find(manager, run);
    if (row?.state === 'SIGNED' && row.statement === statement && row.ownSignature)
      return { signature: row.ownSignature };
    const tree = await this.rows.tree(manager, run);
    if (!row || !tree || !(await this.isBorneOut(question, tree)))
      throw new RefusedError({ code: 'STATEMENT_DISPUTED' });
    const ownSignature = await this.statements.sign(statement);
    await this.db.transaction(async (tx) => {
      const end = { state: 'SIGNED', statement, ownSignature, peerSignature: signature } as const;
      const { links } = JSON.parse(statement) as { links: number };
      await this.rows.note(tx, run, { agreed: links });
      await this.rows.finish(tx, run, end);
      await this.audit.append(tx, [
        {
          by: asPeer(this.profile.peer.code),
          action: 'reconciliation.signed',
          subjectKind: 'reconciliation',
          subjectId: run,
          after: { statement },
        },
      ]);
    });
    return { signature: ownSignature };
  }

  private async isBorneOut(question: StepOf<'sign'>, tree: ReconciliationTree): Promise<boolean> {
    const { run, statement, signature, buckets, excluded } = question;
    const on = (JSON.parse(statement) as { on?: unknown }).on;
    const own = this.statements.textOf(run, String(on), { ...tree, buckets, excluded: new Set(excluded) });
    return own === statement && (await this.statements.isSignedByPeer(statement, signature));
  }
}
