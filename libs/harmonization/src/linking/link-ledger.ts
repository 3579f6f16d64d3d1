import { Injectable } from '@nestjs/common';
import { Outbox } from '@messaging/outbox';
import type { Envelope } from '@peer-contract/envelope';
import type { Tx } from '@platform/database';
import { writeTogether } from '@platform/database/write-together';
import type { Account } from '../account/account.entity';
import { Accounts } from '../account/accounts';
import { AuditLog, type ActingParty } from '../audit/audit-log';
import { Cases } from '../casework/cases';
import type { LinkEvent, ProposeLink } from '../domain/link/event';
import { isNewsTo, standsAlike, type HeardNumbers, type LinkCopy } from '../domain/link/record';
import { holdsToken } from '../domain/link/token';
import type { SharedData } from '../domain/shared-data';
import { Hosts } from '../program/hosts';
import { RefusedError } from '../refusal/refused.error';
import { LinkHistory } from './link-history';
import type { LinkSession } from './link-session';
import { LinkSessions, targetOf, type LinkTarget } from './link-sessions';
import type { Link } from './link.entity';
import { copyOf, Links, type HeldLink, type LinkChange } from './links';
import { accountResultsOf, auditFacts, wordsOf } from './session-results';
import { found } from '../refusal/found';

export { LINK_KIND } from './session-results';
export type { LinkTarget } from './link-sessions';

type Copy = LinkCopy<SharedData>;
type Words = ReturnType<typeof wordsOf>;

/** Told in the same transaction, after copies of links have changed; `changes` say how each stood before. */
export type LinkFollower = (
  tx: Tx,
  copies: readonly Copy[],
  by: ActingParty,
  changes: readonly LinkChange[],
) => Promise<void>;

/** Runs the link protocol against the database: lock, gather facts, step, store, say, audit; all in the caller's transaction. */
@Injectable()
export class LinkLedger {
  private readonly followers: LinkFollower[] = [];

  constructor(
    private readonly links: Links,
    private readonly accounts: Accounts,
    private readonly opening: LinkSessions,
    private readonly history: LinkHistory,
    private readonly cases: Cases,
    private readonly outbox: Outbox,
    private readonly audit: AuditLog,
    private readonly hosts: Hosts,
  ) {}

  /** Registers a capability that must know of every change of a link, in the transaction that makes it. */
  follow(follower: LinkFollower): void {
    this.followers.push(follower);
  }

  /** As `follow`, for a capability that data do not concern: told only of links that stand otherwise than before. */
  followTurns(follower: LinkFollower): void {
    this.follow(async (tx, _copies, by, changes) => {
      const turns = changes.filter(hasTurned);
      const copies = turns.map(({ after }) => after);
      if (turns.length > 0) await follower(tx, copies, by, turns);
    });
  }

  /** Gives a command to a link that exists here. Refuses with the protocol's code, or NOT_FOUND. */
  async command(tx: Tx, linkId: string, event: LinkEvent<SharedData>, by: ActingParty): Promise<Copy> {
    const link = await this.links.find(tx, linkId);
    if (!link) throw new RefusedError({ code: 'NOT_FOUND' });
    return this.run(tx, targetOf(link), event, by);
  }

  /** Gives one command to several links in one transaction; answers those that took it. */
  async commandAll(
    tx: Tx,
    linkIds: readonly string[],
    event: LinkEvent<SharedData>,
    by: ActingParty,
  ): Promise<string[]> {
    const rows = await this.links.findAll(tx, linkIds);
    const sessions = await this.sessions(tx, rows.map(targetOf));
    const took = [...sessions].filter(([, session]) => !('refusal' in session.take(event)));
    await this.commit(
      tx,
      took.map(([, session]) => session),
      by,
    );
    return took.map(([linkId]) => linkId);
  }

  /** C1: proposes a link. Refuses where either account has a live link here. */
  async propose(tx: Tx, proposal: ProposeLink, by: ActingParty): Promise<Copy> {
    return this.run(tx, proposal, proposal, by);
  }

  /** The phase in which this side holds the link, or undefined where it is unknown. */
  async phaseOf(tx: Tx, linkId: string): Promise<string | undefined> {
    return (await this.links.find(tx, linkId))?.phase;
  }

  /** Whether the link is known here as one of this account's. */
  async isOfAccount(tx: Tx, linkId: string, accountNumber: string): Promise<boolean> {
    return (await this.links.find(tx, linkId))?.localAccountNumber === accountNumber;
  }

  /** M2: says the present records of those links again of which the peer has not heard them all. */
  async sayUnheard(tx: Tx, heard: ReadonlyMap<string, HeardNumbers>, by: ActingParty): Promise<void> {
    const rows = await this.links.findAll(tx, [...heard.keys()]);
    const unheard = rows.filter(({ linkId, copy }) => isNewsTo(copy.own, found(heard.get(linkId))));
    const linkIds = unheard.map(({ linkId }) => linkId);
    if (linkIds.length > 0) await this.commandAll(tx, linkIds, { kind: 'sayAgain' }, by);
  }

  /** Id of the account's live link, or undefined. */
  async liveLinkOf(tx: Tx, accountNumber: string): Promise<string | undefined> {
    return (await this.links.liveOf(tx, [accountNumber], []))[0]?.linkId;
  }

  /** Id of a live link that holds either account, or undefined: a proposal would be refused in its favour (C1). */
  async liveLinkBetween(
    tx: Tx,
    accountNumber: string,
    peerAccountNumber: string,
  ): Promise<string | undefined> {
    return (await this.links.liveOf(tx, [accountNumber], [peerAccountNumber]))[0]?.linkId;
  }

  /** The account's live link, locked, or null. The caller holds the account's lock. */
  async lockLive(tx: Tx, accountNumber: string): Promise<HeldLink | null> {
    return this.links.lockLive(tx, accountNumber);
  }

  /** Refuses with HOSTED_ELSEWHERE, naming the host, where this side has not the right to edit. */
  requireRightToEdit(link: Link, account: Account): void {
    if (holdsToken(copyOf(link, account.shared))) return;
    throw this.hosts.elsewhere(link.host);
  }

  /** An edit of a linked account at its host; both rows are locked by the caller. `account` then holds the new data and version. */
  async edit(
    tx: Tx,
    held: { link: HeldLink; account: Account },
    data: SharedData,
    by: ActingParty,
  ): Promise<void> {
    const session = await this.opening.openHeld(tx, held);
    const taken = session.take({ kind: 'edit', data });
    if ('refusal' in taken) throw new RefusedError(taken.refusal);
    await this.commit(tx, [session], by);
  }

  /** A fact that the link follows has changed: the account's status, the headquarters, the acknowledgement, a withdrawal. */
  async reconsider(tx: Tx, linkId: string, by: ActingParty): Promise<void> {
    if (await this.links.find(tx, linkId)) await this.command(tx, linkId, { kind: 'reconsider' }, by);
  }

  /** Opens a session for each target: accounts locked in order, then links, then the facts; `dataless` as `LinkSessions.open` says. */
  async sessions(
    tx: Tx,
    targets: readonly LinkTarget[],
    dataless = false,
  ): Promise<Map<string, LinkSession>> {
    return this.opening.open(tx, targets, dataless);
  }

  /** Stores, says, audits and carries out what the sessions have decided. */
  async commit(tx: Tx, sessions: readonly LinkSession[], by: ActingParty): Promise<void> {
    await this.store(tx, sessions, by, ({ said, acknowledged }) => [...said, ...acknowledged]);
  }

  /** The same after hearing messages; answers, instead of saying it, what the receipts of those messages carry (LNK-3). */
  async commitHeard(tx: Tx, sessions: readonly LinkSession[], by: ActingParty): Promise<readonly Envelope[]> {
    return (await this.store(tx, sessions, by, ({ said }) => said)).acknowledged;
  }

  private async store(
    tx: Tx,
    sessions: readonly LinkSession[],
    by: ActingParty,
    leaving: (words: Words) => Envelope[],
  ): Promise<Words> {
    await this.opening.readData(tx, sessions);
    for (const session of sessions)
      if (session.handsOnUnread) session.fillIn(await this.links.documents(tx, session.linkId));
    await this.keepRestore(tx, sessions);
    const moved = new Map(sessions.flatMap(({ changed }) => [...changed]));
    const words = wordsOf(sessions);
    const said = leaving(words);
    const { changes: accountChanges, facts, touched } = accountResultsOf(sessions, by);
    const audited = [...facts, ...sessions.flatMap((session) => auditFacts(session, by))];
    const writes = [
      ...(moved.size > 0 ? [this.links.storing([...moved.values()])] : []),
      ...this.history.keeping([...moved.values()], by, touched),
      ...(accountChanges.length > 0 ? [this.accounts.storing(accountChanges)] : []),
      ...(audited.length > 0 ? [this.audit.appending(audited)] : []),
      ...(said.length > 0 ? [this.outbox.appending(tx, said)] : []),
    ];
    if (writes.length > 0) await writeTogether(tx, writes);
    await this.openCases(tx, sessions, by);
    await this.askAbout(tx, sessions, by);
    const changes = [...moved.values()];
    const copies = changes.map(({ after }) => after);
    for (const follower of this.followers) await follower(tx, copies, by, changes);
    return words;
  }

  /** B1: one link has shown that this side was restored; the others are frozen as they are found, at the latest by the job. */
  private async keepRestore(tx: Tx, sessions: readonly LinkSession[]): Promise<void> {
    const restoredTo = Math.max(0, ...sessions.map((session) => session.restoredTo));
    if (restoredTo > 0) await tx.query(KEEP_RESTORE, [restoredTo]);
  }

  /** C4: the link that stood in the way is asked about again, where it is known here; once it has ended, a new proposal follows. */
  private async askAbout(tx: Tx, sessions: readonly LinkSession[], by: ActingParty): Promise<void> {
    for (const linkId of sessions.flatMap((session) => [...session.askAbout])) {
      if (await this.links.find(tx, linkId)) await this.command(tx, linkId, { kind: 'ask' }, by);
    }
  }

  private async openCases(tx: Tx, sessions: readonly LinkSession[], by: ActingParty): Promise<void> {
    for (const { cases, copy } of sessions) {
      for (const kind of cases) {
        const facts = { phase: copy?.own.phase, host: copy?.own.host };
        await this.cases.open(
          tx,
          { kind, subjectKind: 'link', subjectId: found(copy).own.linkId, facts },
          by,
        );
      }
    }
  }

  private async run(
    tx: Tx,
    target: LinkTarget,
    event: LinkEvent<SharedData>,
    by: ActingParty,
  ): Promise<Copy> {
    const session = found((await this.sessions(tx, [target])).get(target.linkId));
    const taken = session.take(event);
    if ('refusal' in taken) throw new RefusedError(taken.refusal);
    await this.commit(tx, [session], by);
    return found(session.copy);
  }
}

const hasTurned = ({ before, after }: LinkChange): boolean =>
  !before || !standsAlike(before.own, after.own) || !standsAlike(before.mirror, after.mirror);

const KEEP_RESTORE = `
  UPDATE service_incarnation SET incarnation = $1, is_recovering = true, is_hearing = false WHERE incarnation < $1`;
