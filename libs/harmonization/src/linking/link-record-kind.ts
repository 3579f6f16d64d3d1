import { Injectable } from '@nestjs/common';
import type { Envelope } from '@peer-contract/envelope';
import type { Receipt } from '@peer-contract/receipt';
import type { Tx } from '@platform/database';
import { asPeer } from '../audit/audit-log';
import type { LinkMessage } from '../domain/link/record';
import type { ProgramProfile } from '../domain/program-profile';
import type { SharedData } from '../domain/shared-data';
import { InjectProgram } from '../program/program';
import { RecordKind } from '../record-sync/record-kind';
import { LINK_KIND, LinkLedger, type LinkTarget } from './link-ledger';
import type { LinkSession } from './link-session';
import { found } from '../refusal/found';
import { isCount, isText, isUuid, listOf, oneOf, orAbsent, recordOf } from '../domain/record-shape';

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
    @InjectProgram() private readonly profile: ProgramProfile,
  ) {
    super();
  }

  isWellFormed({ subject, record }: Envelope): boolean {
    return isLinkMessage(record) && (record as LinkMessage<SharedData>).record.linkId === subject;
  }

  async hear(tx: Tx, messages: readonly Envelope[]): Promise<Receipt[]> {
    const targets = new Map(messages.map((message) => [message.subject, targetOf(message)]));
    const sessions = await this.ledger.sessions(tx, [...targets.values()]);
    const receipts = messages.map((message) => this.hearOne(found(sessions.get(message.subject)), message));
    await this.ledger.commit(tx, [...sessions.values()], asPeer(this.profile.peer.code));
    return receipts;
  }

  private hearOne(session: LinkSession, { id, record }: Envelope): Receipt {
    const message = record as LinkMessage<SharedData>;
    if (!session.copy && !session.isFounded(message.record))
      return { id, result: 'refused', code: 'PROPOSAL_UNFOUNDED' };
    const taken = session.take({ kind: 'hear', ...message });
    if ('refusal' in taken) return { id, result: 'refused', code: taken.refusal.code };
    return { id, result: RESULTS[taken.outcome.heard ?? 'APPLIED'] };
  }
}

/** The peer's record seen from here: its peer account is ours. */
function targetOf({ record }: Envelope): LinkTarget {
  const { linkId, accountNumber, peerAccountNumber, applicationId } = (record as LinkMessage<SharedData>)
    .record;
  return { linkId, accountNumber: peerAccountNumber, peerAccountNumber: accountNumber, applicationId };
}
