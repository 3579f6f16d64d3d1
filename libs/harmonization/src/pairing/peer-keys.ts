import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Pairing } from '@messaging/pairing';
import { isEd25519Jwk, keyId, publicJwk, type PublicJwk } from '@messaging/signatures/keys';
import { Clock } from '@platform/clock';
import { Database, type Tx } from '@platform/database';
import type { Decision } from '../domain/decision';
import { checkDistrust, checkTrust, type PeerKeyFacts } from '../domain/key-rotation';
import { RefusedError } from '../refusal/refused.error';
import { PeerKey } from './pairing.entity';
import { PairingRows } from './pairing-rows';

/** The public keys by which the peer is believed; the only writer of `peer_key`. */
@Injectable()
export class PeerKeys implements OnApplicationBootstrap {
  constructor(
    private readonly db: Database,
    private readonly rows: PairingRows,
    private readonly pairing: Pairing,
    private readonly clock: Clock,
  ) {}

  /** Keys that the configuration pins as a set are shown among the others; one that headquarters have retired stays retired. */
  async onApplicationBootstrap(): Promise<void> {
    const { keys } = this.rows.options.peer;
    const pinned = typeof keys === 'string' ? [] : keys.keys.filter(isEd25519Jwk);
    for (const jwk of pinned)
      await this.db.query(
        `INSERT INTO peer_key (peer, key_id, public_key, state, since) VALUES ($1, $2, $3::jsonb, 'TRUSTED', $4) ON CONFLICT DO NOTHING`,
        [this.rows.peer, keyId(jwk), JSON.stringify(publicJwk(jwk)), this.clock.now()],
      );
    this.pairing.forget();
  }

  /** KEY-3. Refuses: KEY_STATE. */
  async checkTrust(tx: Tx, id: string): Promise<void> {
    accepted(checkTrust(await this.facts(tx, id)));
  }

  /** KEY-3, KEY-4. Refuses: NOT_FOUND, KEY_STATE, PEER_KEY_LAST. */
  async checkDistrust(tx: Tx, id: string): Promise<void> {
    const facts = await this.facts(tx, id);
    const isKnown = [...facts.trusted, ...facts.retired].includes(id);
    if (!isKnown) throw new RefusedError({ code: 'NOT_FOUND' });
    accepted(checkDistrust(facts));
  }

  async trust(tx: Tx, publicKey: PublicJwk): Promise<void> {
    const id = keyId(publicKey);
    await this.lock(tx);
    await this.checkTrust(tx, id);
    const row = { peer: this.rows.peer, keyId: id, publicKey: publicJwk(publicKey) };
    await tx.insert(PeerKey, { ...row, state: 'TRUSTED', since: this.clock.now() });
  }

  /** Of two last keys that are retired at once one waits for the other here: one remains. */
  async distrust(tx: Tx, id: string): Promise<void> {
    await this.lock(tx);
    await this.checkDistrust(tx, id);
    await tx.update(
      PeerKey,
      { peer: this.rows.peer, keyId: id },
      { state: 'RETIRED', since: this.clock.now() },
    );
  }

  private async lock(tx: Tx): Promise<void> {
    await tx.query(`SELECT key_id FROM peer_key WHERE peer = $1 ORDER BY key_id FOR UPDATE`, [
      this.rows.peer,
    ]);
  }

  private async facts(tx: Tx, id: string): Promise<PeerKeyFacts> {
    const keys = await this.rows.peerKeys(tx);
    const idsOf = (state: PeerKey['state']): string[] =>
      keys.filter((key) => key.state === state).map((key) => key.keyId);
    const isPublished = typeof this.rows.options.peer.keys === 'string';
    return { trusted: idsOf('TRUSTED'), retired: idsOf('RETIRED'), keyId: id, isPublished };
  }
}

function accepted(decision: Decision<unknown>): void {
  if (!decision.ok) throw new RefusedError(decision.refusal);
}
