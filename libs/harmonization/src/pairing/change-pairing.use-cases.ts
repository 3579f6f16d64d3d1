import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Pairing } from '@messaging/pairing';
import { keyId, type PublicJwk } from '@messaging/signatures/keys';
import type { Caller } from '@platform/auth/caller';
import { Clock } from '@platform/clock';
import { Database, type Tx } from '@platform/database';
import type { GivenAnswer, IdempotentRequest } from '@platform/idempotency/idempotent-request';
import type { Proposal } from '../arrangement/proposal.entity';
import { Proposals } from '../arrangement/proposals';
import { AuditLog, type ActingParty } from '../audit/audit-log';
import type { KeyStep } from '../domain/key-rotation';
import { RefusedError } from '../refusal/refused.error';
import { OwnKeys, type OwnKeyView } from './own-keys';
import { PeerPairing, type PeerKey } from './pairing.entity';
import { PairingRows } from './pairing-rows';
import { PeerKeys } from './peer-keys';

/** What two persons may change of the peer. */
export type PeerChange =
  | { readonly what: 'ADDRESS'; readonly url: string }
  | { readonly what: 'STATUS'; readonly isOpen: boolean }
  | { readonly what: 'TRUST_KEY'; readonly publicKey: PublicJwk }
  | { readonly what: 'RETIRE_KEY'; readonly keyId: string };

export interface KeyChange {
  readonly step: KeyStep;
  readonly isCompromised: boolean;
}

/** The peer as headquarters see it. */
export interface PeerView {
  readonly code: string;
  readonly url: string;
  readonly isAsConfigured: boolean;
  readonly status: 'OPEN' | 'CLOSED';
  /** Where the peer publishes its keys, if the configuration pins that address rather than keys. */
  readonly keysUrl?: string;
  readonly keys: readonly Pick<PeerKey, 'keyId' | 'publicKey' | 'state' | 'since'>[];
}

/** The pairing with the other program: read by staff, changed only by two persons of headquarters (DUO-1), whole while messages flow. */
@Injectable()
export class ChangePairing implements OnModuleInit {
  constructor(
    private readonly db: Database,
    private readonly rows: PairingRows,
    private readonly peerKeys: PeerKeys,
    private readonly ownKeys: OwnKeys,
    private readonly proposals: Proposals,
    private readonly pairing: Pairing,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.proposals.register('PEER', (tx, proposal, by) => this.carryOut(tx, proposal, by));
    this.proposals.register('SIGNING_KEY', (tx, proposal, by) => this.stepKey(tx, proposal, by));
  }

  async peer(): Promise<PeerView> {
    const { manager } = this.db.source;
    const pairing = await this.rows.pairing(manager);
    const { url, keys } = this.rows.options.peer;
    return {
      code: this.rows.peer,
      url: pairing?.url ?? url,
      isAsConfigured: !pairing?.url,
      status: pairing?.isOpen === false ? 'CLOSED' : 'OPEN',
      keysUrl: typeof keys === 'string' ? keys : undefined,
      keys: (await this.rows.peerKeys(manager)).map(({ peer: _peer, ...key }) => key),
    };
  }

  async signingKeys(): Promise<OwnKeyView[]> {
    return this.ownKeys.list(this.db.source.manager);
  }

  /** Refuses: NOT_FOUND (another peer, an unknown key), KEY_STATE, PEER_KEY_LAST, REQUEST_ALREADY_OPEN. */
  async proposeForPeer(
    officer: Caller,
    { code, reason, ...change }: PeerChange & { code: string; reason: string },
    request: IdempotentRequest,
  ): Promise<GivenAnswer<Proposal>> {
    if (code !== this.rows.peer) throw new RefusedError({ code: 'NOT_FOUND' });
    const proposed = { kind: 'PEER' as const, subject: subjectOf(code, change), change, reason };
    return this.proposals.propose(officer, proposed, request, (tx) => this.check(tx, change));
  }

  /** Refuses: NOT_FOUND, KEY_STATE, KEY_OVERLAP, REQUEST_ALREADY_OPEN. */
  async proposeForKey(
    officer: Caller,
    { keyId: subject, reason, ...change }: KeyChange & { keyId: string; reason: string },
    request: IdempotentRequest,
  ): Promise<GivenAnswer<Proposal>> {
    const proposed = { kind: 'SIGNING_KEY' as const, subject, change, reason };
    return this.proposals.propose(officer, proposed, request, async (tx) => {
      await this.ownKeys.check(tx, subject, change.step, change.isCompromised);
    });
  }

  private async check(tx: Tx, change: PeerChange): Promise<void> {
    if (change.what === 'TRUST_KEY') await this.peerKeys.checkTrust(tx, keyId(change.publicKey));
    if (change.what === 'RETIRE_KEY') await this.peerKeys.checkDistrust(tx, change.keyId);
  }

  private async carryOut(tx: Tx, proposal: Proposal, by: ActingParty): Promise<void> {
    const change = proposal.change as PeerChange;
    const before = await this.rows.pairing(tx);
    if (change.what === 'TRUST_KEY') await this.peerKeys.trust(tx, change.publicKey);
    else if (change.what === 'RETIRE_KEY') await this.peerKeys.distrust(tx, change.keyId);
    else await this.store(tx, change);
    await this.audit.append(tx, [
      { by, action: 'peer.changed', subjectKind: 'peer', subjectId: this.rows.peer, before, after: change },
    ]);
    this.db.afterCommit(tx, () => this.pairing.forget());
  }

  private async store(tx: Tx, change: Extract<PeerChange, { what: 'ADDRESS' | 'STATUS' }>): Promise<void> {
    const present = (await this.rows.pairing(tx)) ?? { peer: this.rows.peer, isOpen: true, url: null };
    const changed = change.what === 'ADDRESS' ? { url: change.url } : { isOpen: change.isOpen };
    await tx.upsert(PeerPairing, { ...present, ...changed, changedAt: this.clock.now() }, ['peer']);
  }

  private async stepKey(tx: Tx, { subject, change }: Proposal, by: ActingParty): Promise<void> {
    const { step, isCompromised } = change as KeyChange;
    const after = await this.ownKeys.take(tx, subject, step, isCompromised);
    await this.audit.append(tx, [
      { by, action: AUDITED[step], subjectKind: 'key', subjectId: subject, after },
    ]);
    this.db.afterCommit(tx, () => this.pairing.forget());
  }
}

const AUDITED: Readonly<Record<KeyStep, string>> = {
  ANNOUNCE: 'key.announced',
  ACTIVATE: 'key.activated',
  RETIRE: 'key.retired',
};

/** Two changes of one thing cannot be open at once; of different keys they can. */
function subjectOf(code: string, change: PeerChange): string {
  if (change.what === 'TRUST_KEY') return `${code}/${keyId(change.publicKey)}`;
  return change.what === 'RETIRE_KEY' ? `${code}/${change.keyId}` : code;
}
