import { Injectable } from '@nestjs/common';
import { Outbox } from '@messaging/outbox';
import type { Envelope } from '@peer-contract/envelope';
import { Clock } from '@platform/clock';
import type { Tx } from '@platform/database';
import { writeTogether } from '@platform/database/write-together';
import { isDeepStrictEqual } from 'node:util';
import { v7 as uuidv7 } from 'uuid';
import type { Account } from '../account/account.entity';
import { Accounts, type AccountChange } from '../account/accounts';
import { AuditLog, changeOf, type ActingParty, type AuditFact } from '../audit/audit-log';
import { Cases } from '../casework/cases';
import type { LinkEvent, ProposeLink } from '../domain/link/event';
import type { LinkCopy, LinkMessage } from '../domain/link/record';
import { holdsToken } from '../domain/link/token';
import type { ProgramProfile } from '../domain/program-profile';
import type { SharedData } from '../domain/shared-data';
import { Hosts } from '../program/hosts';
import { InjectProgram } from '../program/program';
import { RefusedError } from '../refusal/refused.error';
import { LinkFactsGatherer } from './link-facts';
import { LinkHistory } from './link-history';
import { LinkSession, type SessionContext } from './link-session';
import type { Link } from './link.entity';
import { copyOf, Links, type LinkChange } from './links';
import { found } from '../refusal/found';

export const LINK_KIND = 'link';
type Copy = LinkCopy<SharedData>;

/** Told in the same transaction, after copies of links have changed; `changes` say how each stood before. */
export type LinkFollower = (
  tx: Tx,
  copies: readonly Copy[],
  by: ActingParty,
  changes: readonly LinkChange[],
) => Promise<void>;

/** A link named with its accounts, before its copy is loaded. */
export interface LinkTarget {
  readonly linkId: string;
  readonly accountNumber: string;
  readonly peerAccountNumber: string;
  readonly applicationId: string | null;
}

/** Runs the link protocol against the database: lock, gather facts, step, store, say, audit; all in the caller's transaction. */
@Injectable()
export class LinkLedger {
  private readonly followers: LinkFollower[] = [];

  constructor(
    private readonly links: Links,
    private readonly accounts: Accounts,
    private readonly facts: LinkFactsGatherer,
    private readonly history: LinkHistory,
    private readonly cases: Cases,
    private readonly outbox: Outbox,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
    private readonly hosts: Hosts,
    @InjectProgram() private readonly profile: ProgramProfile,
  ) {}

  /** Registers a capability that must know of every change of a link, in the transaction that makes it. */
  follow(follower: LinkFollower): void {
    this.followers.push(follower);
  }

  /** Gives a command to a link that exists here. Refuses with the protocol's code, or NOT_FOUND. */
  async command(tx: Tx, linkId: string, event: LinkEvent<SharedData>, by: ActingParty): Promise<Copy> {
    const link = await this.links.find(tx, linkId);
    if (!link) throw new RefusedError({ code: 'NOT_FOUND' });
    return this.run(tx, targetOf(link), event, by);
  }

  /** C1: proposes a link. Refuses where either account has a live link here. */
  async propose(tx: Tx, proposal: ProposeLink, by: ActingParty): Promise<Copy> {
    return this.run(tx, proposal, proposal, by);
  }

  /** The phase in which this side holds the link, or undefined where it is unknown. */
  async phaseOf(tx: Tx, linkId: string): Promise<string | undefined> {
    return (await this.links.find(tx, linkId))?.phase;
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
  async lockLive(tx: Tx, accountNumber: string): Promise<Link | null> {
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
    held: { link: Link; account: Account },
    data: SharedData,
    by: ActingParty,
  ): Promise<void> {
    const { link, account } = held;
    const target = asked(targetOf(link), link);
    const accounts = new Map([[account.accountNumber, account]]);
    const facts = await this.facts.gather(tx, [target], accounts);
    const copy = copyOf(link, account.shared);
    const session = new LinkSession(
      link.linkId,
      copy,
      account,
      found(facts.get(link.linkId)),
      await this.context(tx),
      [],
      accounts,
    );
    const taken = session.take({ kind: 'edit', data });
    if ('refusal' in taken) throw new RefusedError(taken.refusal);
    await this.commit(tx, [session], by);
  }

  /** A fact that the link follows has changed: the account's status, the headquarters, the acknowledgement, a withdrawal. */
  async reconsider(tx: Tx, linkId: string, by: ActingParty): Promise<void> {
    if (await this.links.find(tx, linkId)) await this.command(tx, linkId, { kind: 'reconsider' }, by);
  }

  /** Opens a session for each target: accounts locked in order, then links, then the facts, each in one statement. */
  async sessions(tx: Tx, targets: readonly LinkTarget[]): Promise<Map<string, LinkSession>> {
    const accounts = await this.accounts.lockAll(
      tx,
      targets.map(({ accountNumber }) => accountNumber),
    );
    const rows = await this.links.lockAll(
      tx,
      targets.map(({ linkId }) => linkId),
    );
    const facts = await this.facts.gather(
      tx,
      targets.map((target) => asked(target, rows.get(target.linkId))),
      accounts,
    );
    const context = await this.context(tx);
    const unknown = targets.filter(({ linkId }) => !rows.has(linkId));
    const live = await this.possibleConflicts(tx, unknown, accounts);
    return new Map(
      targets.map((target) => {
        const account = accounts.get(target.accountNumber);
        const row = rows.get(target.linkId);
        const copy = row && account ? copyOf(row, account.shared) : undefined;
        return [
          target.linkId,
          new LinkSession(
            target.linkId,
            copy,
            account,
            found(facts.get(target.linkId)),
            context,
            conflictsOf(target, live),
            accounts,
          ),
        ];
      }),
    );
  }

  /** Stores, says, audits and carries out what the sessions have decided. */
  async commit(tx: Tx, sessions: readonly LinkSession[], by: ActingParty): Promise<void> {
    const moved = new Map(sessions.flatMap(({ changed }) => [...changed]));
    const said = sessions.flatMap((session) => [...session.said.values()].map(envelopeOf));
    const { changes: accountChanges, facts } = this.accountChanges(sessions, by);
    const audited = [...facts, ...sessions.flatMap((session) => auditFacts(session, by))];
    const writes = [
      ...(moved.size > 0 ? [this.links.storing([...moved.values()])] : []),
      ...this.history.keeping([...moved.values()], by),
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

  private async possibleConflicts(
    tx: Tx,
    unknown: readonly LinkTarget[],
    accounts: Map<string, Account>,
  ): Promise<Copy[]> {
    if (unknown.length === 0) return [];
    const rows = await this.links.liveOf(
      tx,
      unknown.map(({ accountNumber }) => accountNumber),
      unknown.map(({ peerAccountNumber }) => peerAccountNumber),
    );
    const missing = rows
      .map((row) => row.localAccountNumber)
      .filter((accountNumber) => !accounts.has(accountNumber));
    if (missing.length > 0)
      for (const [number, account] of await this.accounts.lockAll(tx, missing)) accounts.set(number, account);
    return rows.flatMap((row) => {
      const account = accounts.get(row.localAccountNumber);
      return account ? [copyOf(row, account.shared)] : [];
    });
  }

  private accountChanges(
    sessions: readonly LinkSession[],
    by: ActingParty,
  ): { changes: AccountChange[]; facts: AuditFact[] } {
    const changes = new Map<string, AccountChange>();
    const facts: AuditFact[] = [];
    for (const { account, effects } of sessions.flatMap((session) => session.carriedOut())) {
      const { role, data } = effects;
      const changed = data !== undefined && !isDeepStrictEqual(data, account.shared);
      if (changed)
        facts.push({
          by,
          action: 'account.changed',
          ...aboutAccount(account),
          ...changeOf(account.shared, data),
        });
      // Several links of one batch may touch an account: the last role counts, and data that any of them brought.
      const shared = changed ? data : changes.get(account.accountNumber)?.shared;
      if (changed || role !== account.recordRole)
        changes.set(account.accountNumber, { account, recordRole: role, shared });
    }
    return { changes: [...changes.values()], facts };
  }

  private async context(tx: Tx): Promise<SessionContext> {
    const [row]: { incarnation: number }[] = await tx.query('SELECT incarnation FROM service_incarnation');
    return {
      self: this.profile.code,
      peer: this.profile.peer.code,
      now: this.clock.now().toISOString(),
      incarnation: row?.incarnation ?? 0,
    };
  }
}

const targetOf = ({ linkId, localAccountNumber, peerAccountNumber, applicationId }: Link): LinkTarget => ({
  linkId,
  accountNumber: localAccountNumber,
  peerAccountNumber,
  applicationId,
});

/** A link that is bound no longer asks its application anything. */
const asked = (target: LinkTarget, row: Link | undefined): LinkTarget =>
  row && !['PROPOSED', 'DECISIONS_PENDING'].includes(row.phase) ? { ...target, applicationId: null } : target;

const aboutAccount = ({ accountNumber }: Account) => ({
  subjectKind: 'account' as const,
  subjectId: accountNumber,
});

const conflictsOf = (target: LinkTarget, live: readonly Copy[]): Copy[] =>
  live.filter(
    ({ own }) =>
      own.linkId !== target.linkId &&
      (own.accountNumber === target.accountNumber || own.peerAccountNumber === target.peerAccountNumber),
  );

const auditFacts = (session: LinkSession, by: ActingParty): AuditFact[] =>
  session.audit.map(({ event, linkId, rule }) => {
    const copy = session.changed.get(linkId)?.after;
    const after = copy && {
      rule,
      phase: copy.own.phase,
      epoch: copy.own.epoch,
      host: copy.own.host,
      endReason: copy.own.endReason,
    };
    return { by, action: event, subjectKind: 'link', subjectId: linkId, after };
  });

function envelopeOf(message: LinkMessage<SharedData>): Envelope {
  const { linkId, incarnation, seq, heardIncarnation, heardSeq } = message.record;
  return {
    id: uuidv7(),
    kind: LINK_KIND,
    subject: linkId,
    incarnation,
    seq,
    heardIncarnation,
    heardSeq,
    record: message,
  };
}
