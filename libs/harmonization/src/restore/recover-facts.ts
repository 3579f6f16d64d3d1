import { Inject, Injectable, Logger } from '@nestjs/common';
import { PeerClient, PeerRefused } from '@messaging/peer/peer-client';
import { Database, type Tx } from '@platform/database';
import { asSystem } from '../audit/audit-log';
import { Cases } from '../casework/cases';
import { isUuid } from '../domain/record-shape';
import { Conversations, type Echo } from '../record-sync/conversations';
import { RECORD_KINDS, type RecordKind } from '../record-sync/record-kind';
import { ECHOES_AT_ONCE, isEchoed, type EchoAnswer, type EchoQuestion } from './echoes';

const ECHOES_PATH = '/peer/v1/echoes';
const BY = asSystem('restore');

/** B3 for facts: a side put back from a backup asks what the peer had heard of it, and is that again. Every step may come twice. */
@Injectable()
export class RecoverFacts {
  private readonly log = new Logger(RecoverFacts.name);

  constructor(
    @Inject(RECORD_KINDS) private readonly kinds: RecordKind[],
    private readonly db: Database,
    private readonly peer: PeerClient,
    private readonly conversations: Conversations,
    private readonly cases: Cases,
  ) {}

  /** Throws where the peer cannot be reached: nothing goes on before it has answered. One that knows no echoes has none. */
  async execute(): Promise<void> {
    for (const kind of this.kinds.filter((one) => isEchoed(one.kind))) await this.recover(kind);
  }

  private async recover(kind: RecordKind): Promise<void> {
    for (let after: string | undefined; ;) {
      const records = await this.ask(after === undefined ? { kind: kind.kind } : { kind: kind.kind, after });
      await this.db.transaction((tx) => this.takeBack(tx, kind, records));
      if (records.length < ECHOES_AT_ONCE) return;
      after = records.at(-1)?.subject;
    }
  }

  private async ask(question: EchoQuestion): Promise<readonly Echo[]> {
    try {
      const { body } = await this.peer.call('POST', ECHOES_PATH, Buffer.from(JSON.stringify(question)));
      return (JSON.parse(body.toString()) as EchoAnswer).records;
    } catch (error) {
      if (!(error instanceof PeerRefused) || error.status !== 404) throw error;
      this.log.warn('The peer has no echoes to give: what it had heard comes back by staff');
      return [];
    }
  }

  private async takeBack(tx: Tx, kind: RecordKind, echoes: readonly Echo[]): Promise<void> {
    const forgotten = await this.conversations.takeBack(tx, kind.kind, echoes);
    for (const { subject, record } of echoes.filter((echo) => forgotten.has(echo.subject)))
      if (await kind.takeBack(tx, subject, record)) await this.openCase(tx, kind.kind, subject);
  }

  /** What came back stands; staff look at it, because what led to it has been forgotten. */
  private async openCase(tx: Tx, kind: string, subject: string): Promise<void> {
    if (!isUuid(subject)) return;
    const facts = { standing: 'RESTORED', kind, words: [] };
    await this.cases.open(tx, { kind: 'SYNC_DRIFT', subjectKind: 'link', subjectId: subject, facts }, BY);
  }
}
