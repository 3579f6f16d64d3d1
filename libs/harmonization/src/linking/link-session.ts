import type { Account } from '../account/account.entity';
import type { Refusal } from '../domain/decision';
import type { AccountEffect, LinkAudit, LinkContext, LinkEvent, LinkOutcome } from '../domain/link/event';
import type { LinkCopy, LinkMessage, LinkRecord } from '../domain/link/record';
import { step } from '../domain/link/step';
import { isLive } from '../domain/link/token';
import { dueCommand } from '../domain/link-follows';
import type { SharedData } from '../domain/shared-data';
import { isUnreadData } from '../account/unread-data';
import { found } from '../refusal/found';
import { filledIn, isUnread, type LinkDocuments } from './link-documents';
import { filledCopy, isQuiet } from './quiet-change';
import type { LinkFacts } from './link-facts';
import type { LinkChange } from './links';

type Copy = LinkCopy<SharedData>;
type Outcome = LinkOutcome<SharedData>;

/** What is the same for every link of one use case. */
export interface SessionContext {
  readonly self: string;
  readonly peer: string;
  readonly now: string;
}

/** A link as its session finds it: no copy where it is unknown here, no account where the number is nobody's. */
export interface KnownLink {
  readonly linkId: string;
  readonly copy: Copy | undefined;
  readonly account: Account | undefined;
  readonly facts: LinkFacts;
}

/**
 * One link and all that happens to it in one transaction, in memory: the command or message, then whatever follows from the
 * account and the application, until nothing more is due. The ledger stores, says and does the sum of it once.
 */
export class LinkSession {
  readonly linkId: string;
  copy: Copy | undefined;
  readonly changed = new Map<string, LinkChange>();
  readonly said = new Map<string, LinkMessage<SharedData>>();
  readonly audit: LinkAudit[] = [];
  readonly effects = new Map<string, AccountEffect<SharedData>>();
  readonly askAbout = new Set<string>();
  /** B1: the peer's word showed that this side was restored; 0 for almost every session. */
  restoredTo = 0;
  readonly cases = new Set<Outcome['cases'][number]>();
  private readonly before: Copy | undefined;
  readonly account: Account | undefined;
  private readonly facts: LinkFacts;

  constructor(
    known: KnownLink,
    private readonly context: SessionContext,
    private readonly conflicts: readonly Copy[],
    /** This account and those of the conflicting copies, which a fold releases. */
    private readonly locked: ReadonlyMap<string, Account>,
  ) {
    this.linkId = known.linkId;
    this.account = known.account;
    this.facts = known.facts;
    this.copy = known.copy;
    this.before = known.copy;
  }

  /**
   * LNK-1: a proposal is founded on an application that both sides know: for this account, with this host. Everything else
   * about an unknown link (its end, a restore) is heard without.
   */
  isFounded(record: LinkRecord): boolean {
    if (record.phase !== 'PROPOSED') return true;
    const { host, applicationAccount } = this.facts;
    return (
      this.account !== undefined && host === record.host && applicationAccount === this.account.accountNumber
    );
  }

  /** B4: the peer holds the link beyond a proposal, and nothing of it is known here: this side was restored. */
  isForgotten({ phase }: LinkRecord): boolean {
    return this.copy === undefined && !['PROPOSED', 'ENDED', 'RESYNC'].includes(phase);
  }

  /** Takes one event and what follows from it. Answers the refusal, or the outcome of the event itself. */
  take(event: LinkEvent<SharedData>): { refusal: Refusal } | { outcome: Outcome } {
    this.freezeIfRestored();
    const decision = step(this.copy, event, this.stepContext());
    if (!decision.ok) return { refusal: decision.refusal };
    this.keep(decision.value);
    this.followUp();
    return { outcome: decision.value };
  }

  /** B1: a copy that was made before this side was restored is frozen before anything else happens to it. */
  private freezeIfRestored(): void {
    if (this.copy && isLive(this.copy) && this.copy.own.incarnation < this.facts.incarnation)
      this.stepQuietly({ kind: 'restored' });
  }

  /** S1: carries out what the account, the consent, the arrangement and the application call for. */
  followUp(): void {
    const tried = new Set<string>();
    while (this.copy) {
      const command = dueCommand(this.copy, this.facts.followed);
      if (!command || tried.has(JSON.stringify(command))) break;
      tried.add(JSON.stringify(command));
      this.stepQuietly(command);
    }
    if (this.copy) this.stepQuietly({ kind: 'reconsider' });
  }

  /** Whether what has happened concerns the shared data of an account of which they were not read. */
  get needsData(): boolean {
    if (!isUnreadData(this.account?.shared)) return false;
    const saysData = [...this.said.values()].some(({ data }) => data !== undefined);
    return saysData || this.effects.size > 0 || ![...this.changed.values()].every(isQuiet);
  }

  /** Puts the account's data, read meanwhile, where they were only stood for. */
  fillInData(): void {
    const data = found(this.account).shared;
    if (this.copy) this.copy = filledCopy(this.copy, data);
    for (const [key, { before, after }] of this.changed)
      this.changed.set(key, { before: before && filledCopy(before, data), after: filledCopy(after, data) });
    for (const [key, message] of this.said)
      if (isUnreadData(message.data)) this.said.set(key, { ...message, data });
    for (const [key, effect] of this.effects)
      if (isUnreadData(effect.data)) this.effects.set(key, { ...effect, data });
  }

  /** Whether something that leaves this session only stands for a document of its link. */
  get handsOnUnread(): boolean {
    return (
      [...this.effects.values()].some(({ data }) => isUnread(data)) ||
      [...this.said.values()].some(({ data }) => isUnread(data))
    );
  }

  /** Puts the documents of this session's own link where they were only stood for. */
  fillIn(documents: LinkDocuments): void {
    for (const [key, effect] of this.effects)
      this.effects.set(key, { ...effect, data: filledIn(effect.data, documents) });
    for (const [key, message] of this.said)
      this.said.set(key, { ...message, data: filledIn(message.data, documents) });
  }

  /** What is to be done to the accounts that this link touches; an effect on an account that is not locked here cannot be. */
  carriedOut(): { account: Account; effects: AccountEffect<SharedData> }[] {
    return [...this.effects.values()].flatMap((effects) => {
      const account = this.locked.get(effects.accountNumber);
      return account ? [{ account, effects }] : [];
    });
  }

  private stepQuietly(event: LinkEvent<SharedData>): void {
    const decision = step(this.copy, event, this.stepContext());
    if (decision.ok) this.keep(decision.value);
  }

  private keep(outcome: Outcome): void {
    for (const copy of outcome.copies) {
      this.changed.set(copy.own.linkId, { before: this.loaded(copy.own.linkId), after: copy });
      // A fold changes other links too: this session goes on with its own.
      if (copy.own.linkId === this.linkId) this.copy = copy;
    }
    for (const message of outcome.say) this.said.set(message.record.linkId, this.merged(message));
    for (const effect of outcome.accounts) {
      this.effects.set(effect.accountNumber, { ...this.effects.get(effect.accountNumber), ...effect });
    }
    this.audit.push(...outcome.audit);
    this.restoredTo = Math.max(this.restoredTo, outcome.restoredTo ?? 0);
    outcome.askAbout.forEach((linkId) => this.askAbout.add(linkId));
    outcome.cases.forEach((kind) => this.cases.add(kind));
  }

  private loaded(linkId: string): Copy | undefined {
    return linkId === this.linkId ? this.before : this.conflicts.find(({ own }) => own.linkId === linkId);
  }

  /** Full-state messages: the last word on a link says it all, but a question asked stays asked. */
  private merged(message: LinkMessage<SharedData>): LinkMessage<SharedData> {
    return this.said.get(message.record.linkId)?.again ? { ...message, again: true } : message;
  }

  private stepContext(): LinkContext<SharedData> {
    const { headquarters, incarnation } = this.facts;
    return {
      ...this.context,
      incarnation,
      conflicts: this.conflicts,
      headquarters,
      data: this.account?.shared,
    };
  }
}
