import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Pairing } from '@messaging/pairing';
import { keyId, publicJwk, type PublishedKey } from '@messaging/signatures/keys';
import { Clock } from '@platform/clock';
import { Database, type Tx } from '@platform/database';
import { checkKeyStep, type KeyStep, type OwnKeyState } from '../domain/key-rotation';
import { found } from '../refusal/found';
import { RefusedError } from '../refusal/refused.error';
import { OwnKey } from './pairing.entity';
import { PairingRows } from './pairing-rows';

/** An own key as headquarters see it. */
export interface OwnKeyView {
  readonly keyId: string;
  readonly publicKey: PublishedKey;
  readonly state: OwnKeyState;
  readonly since?: Date;
  /** Whether this process was given the private half: only then can it sign with it. */
  readonly isHeld: boolean;
}

/** Where each own key stands; the only writer of `own_key`. */
@Injectable()
export class OwnKeys implements OnApplicationBootstrap {
  constructor(
    private readonly db: Database,
    private readonly rows: PairingRows,
    private readonly pairing: Pairing,
    private readonly clock: Clock,
  ) {}

  /** The first key is active from the first start; several processes may start at once. */
  async onApplicationBootstrap(): Promise<void> {
    const [key] = this.pairing.heldKeys();
    if (!key) return;
    await this.db.query(
      `INSERT INTO own_key (key_id, public_key, state, since) SELECT $1, $2::jsonb, 'ACTIVE', $3
       WHERE NOT EXISTS (SELECT 1 FROM own_key WHERE state = 'ACTIVE') ON CONFLICT DO NOTHING`,
      [keyId(key), JSON.stringify(publicJwk(key)), this.clock.now()],
    );
    this.pairing.forget();
  }

  async list(tx: Tx): Promise<OwnKeyView[]> {
    const rows = await this.rows.ownKeys(tx);
    const held = this.pairing.heldKeys().map(publicJwk);
    const isHeld = ({ keyId: id }: OwnKey): boolean => held.some((jwk) => keyId(jwk) === id);
    const told = rows.map((row) => ({ ...row, isHeld: isHeld(row) }));
    const untold = held.filter((jwk) => !rows.some((row) => row.keyId === keyId(jwk)));
    return [
      ...told,
      ...untold.map((jwk) => ({
        keyId: keyId(jwk),
        publicKey: jwk,
        state: 'HELD' as const,
        isHeld: true,
      })),
    ];
  }

  /** KEY-1, KEY-2. Refuses: NOT_FOUND, KEY_STATE, KEY_OVERLAP. */
  async check(
    tx: Tx,
    id: string,
    step: KeyStep,
    isCompromised = false,
  ): Promise<{ key: OwnKeyView; next: OwnKeyState }> {
    const key = (await this.list(tx)).find((one) => one.keyId === id);
    if (!key || (step !== 'RETIRE' && !key.isHeld)) throw new RefusedError({ code: 'NOT_FOUND' });
    const { state, since } = key;
    const decision = checkKeyStep({ state, since, step, now: this.clock.now(), isCompromised });
    if (!decision.ok) throw new RefusedError(decision.refusal);
    return { key, next: decision.value };
  }

  /** Of two keys that are activated at once one waits for the other here: there is one that signs. */
  async take(tx: Tx, id: string, step: KeyStep, isCompromised: boolean): Promise<OwnKeyView> {
    await tx.query(`SELECT key_id FROM own_key ORDER BY key_id FOR UPDATE`);
    const { key, next } = await this.check(tx, id, step, isCompromised);
    if (next === 'ACTIVE') await this.move(tx, { state: 'ACTIVE' }, 'FORMER');
    if (key.state === 'HELD') await this.insert(tx, key);
    else await this.move(tx, { keyId: id }, next as OwnKey['state']);
    return found((await this.list(tx)).find((one) => one.keyId === id));
  }

  private async insert(tx: Tx, { keyId: id, publicKey }: OwnKeyView): Promise<void> {
    await tx.insert(OwnKey, { keyId: id, publicKey, state: 'ANNOUNCED', since: this.clock.now() });
  }

  private async move(tx: Tx, which: Partial<OwnKey>, state: OwnKey['state']): Promise<void> {
    await tx.update(OwnKey, which, { state, since: this.clock.now() });
  }
}
