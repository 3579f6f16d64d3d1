import type { JwkSet, PrivateJwk, PublicJwk } from './signatures/keys';
import type { DeliverySettings } from './delivery/delivery-settings';

/** `api` answers requests only, `worker` delivers and runs jobs, `all` does both in one process. */
export type Role = 'api' | 'worker' | 'all';

/** What an application must say for messages to flow. */
export interface MessagingOptions {
  /** Code of this service, opaque here; the `from` of its batches. */
  readonly self: string;
  readonly peer: {
    readonly code: string;
    /** Base address, without a path. */
    readonly url: string;
    /** Its public keys, or the address of the document that lists them. Pinned: never taken from a message. */
    readonly keys: JwkSet | string;
  };
  /** The key that signs until another one is made active. */
  readonly signingKey: PrivateJwk;
  /** Further private keys that may be made active while the service runs. */
  readonly furtherSigningKeys?: readonly PrivateJwk[];
  /** Further public keys to publish: the next one before a rotation, the former one after it. */
  readonly otherKeys?: readonly PublicJwk[];
  readonly role: Role;
  /** The service's own database; the queue lives in it unless `queueUrl` names another server. */
  readonly databaseUrl: string;
  /** `redis://…` or `postgres://…`. */
  readonly queueUrl?: string;
  /** Client certificate and trusted authorities, for mutual TLS (PEM). */
  readonly tls?: { readonly cert?: string; readonly key?: string; readonly ca?: string };
  readonly delivery?: Partial<DeliverySettings>;
}

export const MESSAGING_OPTIONS = Symbol('MESSAGING_OPTIONS');

export const runsWorkers = (role: Role): boolean => role !== 'api';
