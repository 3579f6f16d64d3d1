import type { PublishedKey } from '@messaging/signatures/keys';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { OwnKeyState } from '../domain/key-rotation';

/** Where and whether the peer is spoken to. */
@Entity('peer_pairing')
export class PeerPairing {
  @PrimaryColumn('text') peer: string;
  @Column('boolean', { name: 'is_open' }) isOpen: boolean;
  /** Null: as configured. */
  @Column('text', { nullable: true }) url: string | null;
  @Column('timestamptz', { name: 'changed_at' }) changedAt: Date;
}

/** A public key of the peer that was trusted once. */
@Entity('peer_key')
export class PeerKey {
  @PrimaryColumn('text') peer: string;
  @PrimaryColumn('text', { name: 'key_id' }) keyId: string;
  @Column('jsonb', { name: 'public_key' }) publicKey: PublishedKey;
  @Column('text') state: 'TRUSTED' | 'RETIRED';
  @Column('timestamptz') since: Date;
}

/** The public half of an own key that was announced once. The private half is in the environment of the service, nowhere else. */
@Entity('own_key')
export class OwnKey {
  @PrimaryColumn('text', { name: 'key_id' }) keyId: string;
  @Column('jsonb', { name: 'public_key' }) publicKey: PublishedKey;
  @Column('text') state: Exclude<OwnKeyState, 'HELD'>;
  @Column('timestamptz') since: Date;
}
