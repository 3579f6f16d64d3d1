import { Injectable } from '@nestjs/common';
import type { Envelope } from '@peer-contract/envelope';
import type { Receipt } from '@peer-contract/receipt';
import type { Tx } from '@platform/database';
import { asPeer, type ActingParty } from '../audit/audit-log';
import { groupedBy } from '../domain/grouping';
import type { LinkMessage } from '../domain/link/record';
import type { ProgramProfile } from '../domain/program-profile';
import type { SharedData } from '../domain/shared-data';
import { InjectProgram } from '../program/program';
import { RecordKind, type WordAbout } from '../record-sync/record-kind';
import { ForgottenLinks } from './forgotten-links';
import { LINK_KIND, LinkLedger, type LinkTarget } from './link-ledger';
import type { LinkSession } from './link-session';
import { found } from '../refusal/found';
import { isCount, isText, isUuid, listOf, oneOf, orAbsent, recordOf } from '../domain/record-shape';

type Message = LinkMessage<SharedData>;

const RESULTS = { APPLIED: 'applied', DUPLICATE: 'duplicate', SUPERSEDED: 'superseded' } as const;

const isLinkMessage = recordOf({
  record: recordOf({
    linkId: isUuid,
    proposer: isText,
    accountNumber: isText,
    peerAccountNumber: isText,
    applicationId: isUuid,
    flow: oneOf(['KEEP', 'MOVE', 'BOTH']),
    phase: oneOf([
      'PROPOSED',
      'DECISIONS_PENDING',
      'CUTOVER',
      'ACTIVE',
      'TRANSFER_PENDING',
      'RESYNC',
      'ENDED',
    ]),
    host: isText,
    incarnation: isCount,
    seq: isCount,
    epoch: isCount,
    offered: isCount,
    vote: isCount,
    refused: isCount,
    dataVersion: isCount,
    decision: oneOf(['NONE', 'APPROVE', 'DENY']),
    pauses: listOf(oneOf(['SUSPENDED', 'CONSENT_WITHDRAWN', 'ARRANGEMENT_ENDED', 'DISPUTED'])),
  }),
  data: orAbsent(recordOf({ addresses: Array.isArray, contacts: Array.isArray, identifiers: recordOf({}) })),
});

/** What the peer says of links: each message one step, the whole batch gathered and stored at once. */
@Injectable()
export class LinkRecordKind extends RecordKind {
  readonly kind = LINK_KIND;

  constructor(
    private readonly ledger: LinkLedger,
    private readonly forgotten: ForgottenLinks,
    @InjectProgram() private readonly profile: ProgramProfile,
  ) {
    super();
  }

  isWellFormed({ subject, record }: Envelope): boolean {
    return isLinkMessage(record) && (record as Message).record.linkId === subject;
  }

  async hear(tx: Tx, messages: readonly Envelope[]): Promise<Receipt[]> {
    const targets = new Map(messages.map((message) => [message.subject, targetOf(message)]));
    const sessions = await this.ledger.sessions(tx, [...targets.values()], messages.every(bringsNoData));
    const isForgotten = ({ subject, record }: Envelope): boolean =>
      found(sessions.get(subject)).isForgotten((record as Message).record);
    const parted = groupedBy(messages, isForgotten);
    const receipts = (parted.get(false) ?? []).map((message) =>
      this.hearOne(found(sessions.get(message.subject)), message),
    );
    const acknowledged = await this.ledger.commitHeard(tx, [...sessions.values()], this.peer);
    for (const message of parted.get(true) ?? []) receipts.push(await this.hearForgotten(tx, message));
    return withWords(receipts, messages, acknowledged);
  }

  /** The word in a receipt is lost with the answer: it is said as a message, unless the peer shows that it has heard it. */
  override async heardAgain(tx: Tx, messages: readonly Envelope[]): Promise<void> {
    await this.ledger.sayUnheard(
      tx,
      new Map(messages.map((message) => [message.subject, message])),
      this.peer,
    );
  }

  /** B4: after a restore, as a message would have it; no shared data come with it, so that nothing acknowledges and no receipt is missed. */
  override async hearAbout(tx: Tx, words: readonly WordAbout[]): Promise<void> {
    const messages = words.map(({ subject, incarnation, seq, record }) => ({
      ...{ id: subject, kind: this.kind, subject, incarnation, seq, record },
      ...{ heardIncarnation: 0, heardSeq: 0 },
    }));
    const wellFormed = messages.filter((message) => this.isWellFormed(message));
    if (wellFormed.length > 0) await this.hear(tx, wellFormed);
  }

  /** B4: only a restored side meets such a link; there the account may have to be rebuilt first, so each is heard by itself. */
  private async hearForgotten(tx: Tx, message: Envelope): Promise<Receipt> {
    const word = message.record as Message;
    const recalled = await this.forgotten.recall(tx, word);
    if (recalled === 'LOST') return { id: message.id, result: 'applied' };
    if (recalled === 'UNFOUNDED') return unfounded(message);
    const target = targetOf(message);
    const session = found((await this.ledger.sessions(tx, [target])).get(target.linkId));
    const receipt = this.take(session, message);
    await this.ledger.commit(tx, [session], this.peer);
    return receipt;
  }

  private get peer(): ActingParty {
    return asPeer(this.profile.peer.code);
  }

  private hearOne(session: LinkSession, { id, record }: Envelope): Receipt {
    if (!session.copy && !session.isFounded((record as Message).record)) return unfounded({ id });
    return this.take(session, { id, record });
  }

  private take(session: LinkSession, { id, record }: Pick<Envelope, 'id' | 'record'>): Receipt {
    const taken = session.take({ kind: 'hear', ...(record as Message) });
    if ('refusal' in taken) return { id, result: 'refused', code: taken.refusal.code };
    return { id, result: RESULTS[taken.outcome.heard ?? 'APPLIED'] };
  }
}

/**
 * LNK-3: the acknowledgement of a link goes with the receipt of the last message about it that was applied: of those that come again, it is
 * said again for these.
 */
function withWords(
  receipts: readonly Receipt[],
  messages: readonly Envelope[],
  acknowledged: readonly Envelope[],
): Receipt[] {
  if (acknowledged.length === 0) return [...receipts];
  const applied = new Set(receipts.flatMap(({ id, result }) => (result === 'applied' ? [id] : [])));
  const lastAbout = new Map(
    messages.filter(({ id }) => applied.has(id)).map(({ id, subject }) => [subject, id]),
  );
  const words = new Map(acknowledged.map((word) => [lastAbout.get(word.subject), word]));
  return receipts.map((receipt) => {
    const word = receipt.result === 'applied' ? words.get(receipt.id) : undefined;
    return word ? { ...receipt, word } : receipt;
  });
}

const unfounded = ({ id }: Pick<Envelope, 'id'>): Receipt => ({
  id,
  result: 'refused',
  code: 'PROPOSAL_UNFOUNDED',
});

/** Such words, of a link that is active, mostly acknowledge: what they bring about hardly ever concerns the data. */
const bringsNoData = ({ record }: Envelope): boolean => {
  const { record: own, data } = record as Message;
  return data === undefined && own.phase === 'ACTIVE';
};

/** The peer's record seen from here: its peer account is ours. */
function targetOf({ record }: Envelope): LinkTarget {
  const { linkId, accountNumber, peerAccountNumber, applicationId } = (record as Message).record;
  return { linkId, accountNumber: peerAccountNumber, peerAccountNumber: accountNumber, applicationId };
}
