import { Inject, Injectable, Logger } from '@nestjs/common';
import { PeerClient, PeerRefused } from '@messaging/peer/peer-client';
import { Database, type Tx } from '@platform/database';
import { ApplicationFlow } from '../application/application-flow';
import { asSystem } from '../audit/audit-log';
import { Cases } from '../casework/cases';
import { isUuid } from '../domain/record-shape';
import { Conversations } from '../record-sync/conversations';
import { RECORD_KINDS, type NumberedWord, type RecordKind, type WordAbout } from '../record-sync/record-kind';
import { isEchoed, type Echo, type EchoAnswer, type EchoQuestion } from './echoes';

const ECHOES_PATH = '/peer/v1/echoes';
const BY = asSystem('restore');

/**
 * What stands on what: an application brings the account that it opened, a link names the accounts that it joins, and every other word is
 * about one of them.
 */
const FIRST: readonly string[] = ['application', 'link'];

const placeOf = ({ kind }: RecordKind): number => (FIRST.includes(kind) ? FIRST.indexOf(kind) : FIRST.length);

const RECOVERING = `SELECT id::text FROM application WHERE progress ? 'isRecovering' ORDER BY id`;

/** B3 and B4: a side put back from a backup asks what the peer had heard of it, and is that again. Every step may come twice. */
@Injectable()
export class RecoverFacts {
  private readonly log = new Logger(RecoverFacts.name);

  constructor(
    @Inject(RECORD_KINDS) private readonly kinds: RecordKind[],
    private readonly db: Database,
    private readonly peer: PeerClient,
    private readonly conversations: Conversations,
    private readonly flow: ApplicationFlow,
    private readonly cases: Cases,
  ) {}

  /** Throws where the peer cannot be reached: nothing goes on before it has answered. One that knows no echoes has none. */
  async execute(): Promise<void> {
    const echoed = this.kinds.filter(({ kind }) => isEchoed(kind));
    for (const kind of echoed.toSorted((one, other) => placeOf(one) - placeOf(other)))
      await this.recover(kind);
    await this.goOn();
  }

  private async recover(kind: RecordKind): Promise<void> {
    for (let after: string | undefined; ;) {
      const { records, next } = await this.ask({ kind: kind.kind, after });
      await this.db.transaction((tx) => this.takeBack(tx, kind, records));
      if (next === undefined) return;
      after = next;
    }
  }

  private async ask(question: EchoQuestion): Promise<EchoAnswer> {
    try {
      const { body } = await this.peer.call('POST', ECHOES_PATH, Buffer.from(JSON.stringify(question)));
      return JSON.parse(body.toString()) as EchoAnswer;
    } catch (error) {
      if (!(error instanceof PeerRefused) || error.status !== 404) throw error;
      this.log.warn('The peer has no echoes to give: what it had heard comes back by staff');
      return { records: [] };
    }
  }

  private async takeBack(tx: Tx, kind: RecordKind, echoes: readonly Echo[]): Promise<void> {
    await kind.hearAbout(
      tx,
      echoes.flatMap(({ subject, said }) => about(subject, said)),
    );
    const own = echoes.flatMap(({ subject, heard }) => about(subject, heard));
    const forgotten = await this.conversations.takeBack(tx, kind.kind, own);
    for (const { subject, heard, said } of echoes.filter((echo) => forgotten.has(echo.subject))) {
      const [theirs] = about(subject, said);
      if (heard && (await kind.takeBack(tx, subject, heard.record, theirs)))
        await this.openCase(tx, kind.kind, subject);
    }
  }

  /** What came back stands; staff look at it, because what led to it has been forgotten. */
  private async openCase(tx: Tx, kind: string, subject: string): Promise<void> {
    if (!isUuid(subject)) return;
    const facts = { standing: 'RESTORED', kind, words: [] };
    await this.cases.open(tx, { kind: 'SYNC_DRIFT', subjectKind: 'link', subjectId: subject, facts }, BY);
  }

  /** Applications waited for their accounts, facts and links; each now goes on from where both sides' words leave it. */
  private async goOn(): Promise<void> {
    const rows = await this.db.query<{ id: string }>(RECOVERING);
    for (const { id } of rows) await this.db.transaction((tx) => this.flow.goOnRecovered(tx, id, BY));
  }
}

const about = (subject: string, word: NumberedWord | undefined): WordAbout[] =>
  word ? [{ subject, ...word }] : [];
