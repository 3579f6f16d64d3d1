import { Inject, Injectable } from '@nestjs/common';
import { MessageReceiver, type LeavingMessage } from '@messaging/inbox';
import type { Envelope } from '@peer-contract/envelope';
import type { Receipt } from '@peer-contract/receipt';
import type { Tx } from '@platform/database';
import { asSystem } from '../audit/audit-log';
import { Cases } from '../casework/cases';
import { mayCross } from '../domain/field-ownership';
import { groupedBy } from '../domain/grouping';
import { UpheldDisputes } from '../linking/upheld-disputes';
import { RECORD_KINDS, type RecordKind } from './record-kind';
import { SharedDataGate } from './shared-data-gate';

/** Hands what the peer says to the kind it belongs to; a kind without a row in the ownership table is refused. */
@Injectable()
export class RecordReceiver extends MessageReceiver {
  private readonly kinds: Map<string, RecordKind>;

  constructor(
    @Inject(RECORD_KINDS) kinds: RecordKind[],
    private readonly cases: Cases,
    private readonly gate: SharedDataGate,
    private readonly disputes: UpheldDisputes,
  ) {
    super();
    const stranger = kinds.find(({ kind }) => !mayCross(kind));
    if (stranger) throw new Error(`The ownership table has no row for records of kind ${stranger.kind}`);
    this.kinds = new Map(kinds.map((kind) => [kind.kind, kind]));
  }

  async receive(tx: Tx, messages: readonly Envelope[]): Promise<Receipt[]> {
    await requireHearing(tx);
    const receipts: Receipt[] = [];
    for (const [name, group] of groupedBy(messages, ({ kind }) => kind)) {
      const kind = this.kinds.get(name);
      const [good, bad] = sorted(group, kind);
      const late = await this.disputes.among(tx, good);
      receipts.push(...bad.map(({ id }) => refused(id, kind ? 'RECORD_MALFORMED' : 'KIND_UNKNOWN')));
      receipts.push(...[...late].map(superseded));
      const heard = good.filter(({ id }) => !late.has(id));
      if (kind && heard.length > 0) receipts.push(...(await kind.hear(tx, heard)));
    }
    return receipts;
  }

  override async heardAgain(tx: Tx, messages: readonly Envelope[]): Promise<void> {
    await requireHearing(tx);
    for (const [name, group] of groupedBy(messages, ({ kind }) => kind))
      await this.kinds.get(name)?.heardAgain(tx, group);
  }

  /** GATE-2: what needs a consent is looked at again as it leaves. */
  override async leaving(messages: readonly LeavingMessage[]): Promise<ReadonlyMap<string, string>> {
    return this.gate.check(messages);
  }

  /** A message that the peer refused for good becomes staff's work; other links go on. */
  override async parked(tx: Tx, message: Envelope, code: string): Promise<void> {
    const facts = { code, kind: message.kind, about: message.subject };
    await this.cases.open(
      tx,
      { kind: 'PARKED_MESSAGE', subjectKind: 'message', subjectId: message.id, facts },
      asSystem('delivery'),
    );
  }
}

/** B3: a restored side takes nothing new before it has taken back what it had said; the sender tries again in a moment. */
async function requireHearing(tx: Tx): Promise<void> {
  const rows: unknown[] = await tx.query('SELECT 1 FROM service_incarnation WHERE NOT is_hearing');
  if (rows.length > 0) throw new Error('Restored from a backup, and not yet told what the peer had heard');
}

const superseded = (id: string): Receipt => ({ id, result: 'superseded' });

const refused = (id: string, code: string): Receipt => ({ id, result: 'refused', code });

function sorted(messages: readonly Envelope[], kind: RecordKind | undefined): [Envelope[], Envelope[]] {
  const good = messages.filter((message) => kind?.isWellFormed(message));
  return [good, messages.filter((message) => !good.includes(message))];
}
