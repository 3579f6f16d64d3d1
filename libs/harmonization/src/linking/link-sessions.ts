import { Injectable } from '@nestjs/common';
import { Clock } from '@platform/clock';
import type { Tx } from '@platform/database';
import type { Account } from '../account/account.entity';
import { Accounts } from '../account/accounts';
import type { LinkCopy } from '../domain/link/record';
import type { ProgramProfile } from '../domain/program-profile';
import type { SharedData } from '../domain/shared-data';
import { InjectProgram } from '../program/program';
import { found } from '../refusal/found';
import { LinkFactsGatherer } from './link-facts';
import { LinkSession, type SessionContext } from './link-session';
import type { Link } from './link.entity';
import { copyOf, Links, type HeldLink } from './links';

type Copy = LinkCopy<SharedData>;

/** A link named with its accounts, before its copy is loaded. */
export interface LinkTarget {
  readonly linkId: string;
  readonly accountNumber: string;
  readonly peerAccountNumber: string;
  readonly applicationId: string | null;
}

/** Opens sessions on links: locks what they touch and gathers every fact before a rule decides. */
@Injectable()
export class LinkSessions {
  constructor(
    private readonly links: Links,
    private readonly accounts: Accounts,
    private readonly facts: LinkFactsGatherer,
    private readonly clock: Clock,
    @InjectProgram() private readonly profile: ProgramProfile,
  ) {}

  /**
   * A session for each target: accounts locked in order, then links, then the facts, each in one statement. `dataless`: the accounts' data
   * are read only where it turns out that they are needed (`LinkSession.needsData`).
   */
  async open(tx: Tx, targets: readonly LinkTarget[], dataless = false): Promise<Map<string, LinkSession>> {
    const numbers = targets.map(({ accountNumber }) => accountNumber);
    const accounts = await (dataless
      ? this.accounts.lockAllUnread(tx, numbers)
      : this.accounts.lockAll(tx, numbers));
    const rows = await this.links.lockAll(
      tx,
      targets.map(({ linkId }) => linkId),
    );
    const asking = targets.map((target) => asked(target, rows.get(target.linkId)));
    const facts = await this.facts.gather(tx, asking, accounts);
    const unheld = targets.filter(({ linkId }) => !rows.get(linkId)?.live);
    if (dataless && unheld.length > 0) await this.accounts.readData(tx, [...accounts.values()]);
    const live = await this.possibleConflicts(tx, unheld, accounts);
    const sessions = targets.map((target) => {
      const account = accounts.get(target.accountNumber);
      const row = rows.get(target.linkId);
      const { linkId } = target;
      const copy = row && account ? copyOf(row, account.shared) : undefined;
      const known = { linkId, copy, account, facts: found(facts.get(linkId)) };
      return new LinkSession(known, this.context(), conflictsOf(target, live), accounts);
    });
    return new Map(sessions.map((session) => [session.linkId, session]));
  }

  /** A session on a link that the caller has locked, as it has the account. */
  async openHeld(tx: Tx, { link, account }: { link: HeldLink; account: Account }): Promise<LinkSession> {
    const accounts = new Map([[account.accountNumber, account]]);
    const { linkId } = link;
    const facts = found((await this.facts.gather(tx, [asked(targetOf(link), link)], accounts)).get(linkId));
    const known = { linkId, copy: copyOf(link, account.shared), account, facts };
    return new LinkSession(known, this.context(), [], accounts);
  }

  /** Reads the data that what has happened turns out to concern. */
  async readData(tx: Tx, sessions: readonly LinkSession[]): Promise<void> {
    const needing = sessions.filter(({ needsData }) => needsData);
    if (needing.length === 0) return;
    await this.accounts.readData(
      tx,
      needing.map(({ account }) => found(account)),
    );
    for (const session of needing) session.fillInData();
  }

  /** Live links in the way of those that are unknown here, or have ended: they may hold the accounts by now. */
  private async possibleConflicts(
    tx: Tx,
    unheld: readonly LinkTarget[],
    accounts: Map<string, Account>,
  ): Promise<Copy[]> {
    if (unheld.length === 0) return [];
    const rows = await this.links.liveOf(
      tx,
      unheld.map(({ accountNumber }) => accountNumber),
      unheld.map(({ peerAccountNumber }) => peerAccountNumber),
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

  private context(): SessionContext {
    return {
      self: this.profile.code,
      peer: this.profile.peer.code,
      now: this.clock.now().toISOString(),
    };
  }
}

export const targetOf = ({
  linkId,
  localAccountNumber,
  peerAccountNumber,
  applicationId,
}: Link): LinkTarget => ({
  linkId,
  accountNumber: localAccountNumber,
  peerAccountNumber,
  applicationId,
});

/** A link that is bound no longer asks its application anything. */
const asked = (target: LinkTarget, row: Link | undefined): LinkTarget =>
  row && !['PROPOSED', 'DECISIONS_PENDING'].includes(row.phase) ? { ...target, applicationId: null } : target;

const conflictsOf = (target: LinkTarget, live: readonly Copy[]): Copy[] =>
  live.filter(
    ({ own }) =>
      own.linkId !== target.linkId &&
      (own.accountNumber === target.accountNumber || own.peerAccountNumber === target.peerAccountNumber),
  );
