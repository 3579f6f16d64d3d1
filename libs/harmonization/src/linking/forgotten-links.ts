import { Injectable } from '@nestjs/common';
import type { Tx } from '@platform/database';
import { AccountFactsKind } from '../account/account-facts-kind';
import type { PeerAccountFacts } from '../account/account-view';
import { RebuiltAccounts } from '../account/rebuilt-accounts';
import { ConsentKind } from '../consent/consent-kind';
import type { ProgramDecision } from '../domain/application-record';
import type { LinkMessage, LinkRecord } from '../domain/link/record';
import type { ProgramProfile } from '../domain/program-profile';
import type { SharedData } from '../domain/shared-data';
import { isMember } from '../domain/wire-status';
import { InjectProgram } from '../program/program';
import { AskingAgain } from '../record-sync/asking-again';
import { Conversations } from '../record-sync/conversations';

type Message = LinkMessage<SharedData>;

/** B4: what of a link that a restore has made forgotten can be taken up. */
export type Forgotten =
  /** Its account stands here: the link is taken up as the protocol says. */
  | 'KNOWN'
  /** Its account is not here either: the peer is asked, and its answer may rebuild the account. */
  | 'ASK'
  /** This side has not been restored, as far as it knows: a link of an account that nobody has here is founded on nothing (LNK-1). */
  | 'UNFOUNDED'
  /** Nothing: the number is another carrier's now, or nothing of the account may cross. A case tells staff. */
  | 'LOST';

const INCARNATION = 'SELECT incarnation FROM service_incarnation WHERE incarnation > 0';
const LINE = `SELECT progress->>'lineOfBusiness' AS line FROM application WHERE id::text = $1`;

/**
 * B4: links that the peer holds beyond a proposal and this side does not know: it was restored. Before such a link is taken up its
 * account must be the one that the peer means; one that was opened since the backup, and did not come back with an application, is
 * rebuilt from the shared data with which the peer answers.
 */
@Injectable()
export class ForgottenLinks {
  constructor(
    private readonly rebuilt: RebuiltAccounts,
    private readonly facts: AccountFactsKind,
    private readonly consents: ConsentKind,
    private readonly conversations: Conversations,
    private readonly asking: AskingAgain,
    @InjectProgram() private readonly profile: ProgramProfile,
  ) {}

  /** What can be done about it; an account is rebuilt here where the peer's answer brings what it takes. */
  async recall(tx: Tx, { record, data }: Message): Promise<Forgotten> {
    const { linkId, peerAccountNumber: accountNumber } = record;
    const isHere = await this.rebuilt.isHere(tx, accountNumber);
    const [restored]: { incarnation: number }[] = await tx.query(INCARNATION);
    if (!isHere && !restored) return 'UNFOUNDED';
    if (!isHere && record.heardIncarnation !== restored?.incarnation) return 'ASK';
    const lineOfBusiness = await this.lineOf(tx, record.applicationId);
    const decision = await this.decisionOf(tx, record);
    const account = await this.rebuilt.rebuild(tx, {
      ...{ accountNumber, lineOfBusiness: lineOfBusiness ?? '', decision, about: linkId },
      ...{ since: record.applicationId, shared: lineOfBusiness === undefined ? undefined : data },
    });
    if (!account) return 'LOST';
    // Before the link is taken up: it follows the account's status and its consents.
    if (!isHere) await this.takeFactsBack(tx, linkId);
    return 'KNOWN';
  }

  /** The words came back before the account that they are about; what else belongs to it may have been withheld until now. */
  private async takeFactsBack(tx: Tx, linkId: string): Promise<void> {
    await this.asking.want(tx);
    for (const kind of [this.facts, this.consents]) {
      const said = await this.conversations.said<object>(tx, kind.kind, linkId);
      if (said) await kind.recall(tx, said);
    }
  }

  /** The application's line; without one, the only line that is harmonized, if it is only one. */
  private async lineOf(tx: Tx, applicationId: string): Promise<string | undefined> {
    const [row]: { line: string }[] = await tx.query(LINE, [applicationId]);
    const lines = Object.values(this.profile.accountLines);
    if (row) return this.profile.accountLines[row.line] ?? row.line;
    return lines.length === 1 ? lines[0] : undefined;
  }

  /** This side's decision as the peer had heard it in the link; since when, where its status still is the one that it made. */
  private async decisionOf(
    tx: Tx,
    { linkId, heardRecord }: LinkRecord,
  ): Promise<ProgramDecision | undefined> {
    if (heardRecord?.decision !== 'APPROVE') return undefined;
    const said = await this.conversations.said<PeerAccountFacts>(tx, this.facts.kind, linkId);
    const decidedOn = said && isMember(said.wireStatus) ? (said.statusSince ?? '') : '';
    return { outcome: 'APPROVED', decidedOn };
  }
}
