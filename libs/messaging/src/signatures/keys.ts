import { createHash, createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';

/** An Ed25519 key as JWK (RFC 8037). `d` only in the private one. */
export interface PublicJwk {
  readonly kty: 'OKP';
  readonly crv: 'Ed25519';
  readonly x: string;
  readonly kid?: string;
}
export interface PrivateJwk extends PublicJwk {
  readonly d: string;
}
export interface JwkSet {
  readonly keys: readonly PublicJwk[];
}

/** The key's own name, or its thumbprint (RFC 7638): stable without anyone having to choose a name. */
export const keyId = (jwk: PublicJwk): string =>
  jwk.kid ??
  createHash('sha256')
    .update(JSON.stringify({ crv: jwk.crv, kty: jwk.kty, x: jwk.x }))
    .digest('base64url');

export const isEd25519Jwk = (jwk: unknown): jwk is PublicJwk => {
  const { kty, crv, x } = (jwk ?? {}) as Record<string, unknown>;
  return kty === 'OKP' && crv === 'Ed25519' && typeof x === 'string';
};

/** What may be published of a key: never its private part. */
export interface PublishedKey extends PublicJwk {
  readonly kid: string;
  readonly alg: 'EdDSA';
  readonly use: 'sig';
}

export const publicJwk = (jwk: PublicJwk): PublishedKey => ({
  kty: jwk.kty,
  crv: jwk.crv,
  x: jwk.x,
  kid: keyId(jwk),
  alg: 'EdDSA',
  use: 'sig',
});

export const privateKeyOf = (jwk: PrivateJwk): KeyObject =>
  createPrivateKey({ key: { kty: jwk.kty, crv: jwk.crv, x: jwk.x, d: jwk.d }, format: 'jwk' });

export const publicKeyOf = (jwk: PublicJwk): KeyObject =>
  createPublicKey({ key: { kty: jwk.kty, crv: jwk.crv, x: jwk.x }, format: 'jwk' });
