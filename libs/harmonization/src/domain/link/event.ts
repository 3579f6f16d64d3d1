import type { DeferrableCommand, Flow, LinkCopy, LinkMessage, ProgramCode } from './record';

/** C1. `host` is fixed by the proposal; the proposer is the side that gives this command. */
export interface ProposeLink {
  readonly kind: 'propose';
  readonly linkId: string;
  readonly accountNumber: string;
  readonly peerAccountNumber: string;
  readonly applicationId: string;
  readonly flow: Flow;
  readonly host: ProgramCode;
}

/** All that can happen to a copy of a link. Deadlines are events: the shell, which has the clock, decides that one has passed. */
export type LinkEvent<D> =
  | ProposeLink
  | ({ readonly kind: 'hear' } & LinkMessage<D>)
  | { readonly kind: 'edit'; readonly data: D }
  | DeferrableCommand
  /** A fact of the context has changed, e.g. the headquarters are verified. */
  | { readonly kind: 'reconsider' }
  /** M2: the peer, or reconciliation, wants the present record. */
  | { readonly kind: 'sayAgain' }
  /** M2: the present record under the next number, for a peer that holds other words under this one. */
  | { readonly kind: 'sayAnew' }
  /** M2, C4: say the present record and ask the peer for its own. */
  | { readonly kind: 'ask' }
  /** M2: digests differ at equal versions; only at the side that holds the right to edit. */
  | { readonly kind: 'repair' }
  /** B1: this side was restored; `context.incarnation` is the new one. */
  | { readonly kind: 'restored' };

/** Verification of the headquarters, as this side knows it. */
export type Headquarters = 'PENDING' | 'VERIFIED' | 'FAILED';

/** The facts that a step needs besides the copy. The shell gathers them first. */
export interface LinkContext<D> {
  readonly self: ProgramCode;
  readonly peer: ProgramCode;
  /** ISO instant, from the clock port. */
  readonly now: string;
  /** How often this side was restored; 0 for most. */
  readonly incarnation: number;
  /** Live copies here, other than the one that steps, with the same local or the same peer number. */
  readonly conflicts: readonly LinkCopy<D>[];
  readonly headquarters: Headquarters;
  /** The local account's present shared data; needed where a copy may be created (`propose`, `hear` of an unknown link). */
  readonly data?: D;
}

/** One audit row: what happened, by which rule of the protocol. */
export interface LinkAudit {
  readonly event: LinkAuditEvent;
  readonly linkId: string;
  readonly rule: string;
}

export type LinkAuditEvent =
  | 'link.proposed'
  | 'link.accepted'
  | 'link.blocked'
  | 'link.confirmed'
  | 'link.folded'
  | 'link.buried'
  | 'link.decided'
  | 'link.handed-over'
  | 'link.activated'
  | 'link.joined'
  | 'link.voted'
  | 'link.transfer-offered'
  | 'link.transferred'
  | 'link.transfer-refused'
  | 'link.transfer-returned'
  | 'link.end-requested'
  | 'link.ended'
  | 'link.values-returned'
  | 'link.paused'
  | 'link.resumed'
  | 'link.data-taken'
  | 'link.data-raised'
  | 'link.edited'
  | 'link.restored'
  | 'link.deferred'
  | 'link.recovered'
  | 'link.said-anew';

/** What the shell does to the local account, in the same transaction. */
export interface AccountEffect<D> {
  readonly accountNumber: string;
  readonly role: 'STANDALONE' | 'HOST' | 'CLIENT';
  /** Write this as the account's shared data. */
  readonly data?: D;
  /** Keep this as the account's archived former values. */
  readonly archive?: D;
  /** The dispute was upheld: `data` is the archive, the replica is to be deleted. */
  readonly replicaDeleted?: true;
}

/** What the hearing side answers about a message. */
export type Heard = 'APPLIED' | 'DUPLICATE' | 'SUPERSEDED';

/** All that a step decides; the shell stores, says and does it in one transaction. */
export interface LinkOutcome<D> {
  /** Changed copies: folded ones first, then the one that stepped; store them in this order (unique indexes). */
  readonly copies: readonly LinkCopy<D>[];
  readonly say: readonly LinkMessage<D>[];
  readonly audit: readonly LinkAudit[];
  /** One entry an account that is touched; none where nothing is to be done. */
  readonly accounts: readonly AccountEffect<D>[];
  /** Links about which this side should `ask` (C4). */
  readonly askAbout: readonly string[];
  /** Staff work that this step opens. */
  readonly cases: readonly ('HANDOVER_OVERDUE' | 'SYNC_DRIFT')[];
  /** Set when the peer's word shows that this side was restored: run `restored` on every other live copy with this incarnation. */
  readonly restoredTo?: number;
  readonly heard?: Heard;
}
