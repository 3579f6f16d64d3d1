import { createHash, timingSafeEqual } from 'node:crypto';

const SHA_256 = /(?:^|,)\s*sha-256=:([A-Za-z0-9+/]{43}=):/;

/** The `Content-Digest` header (RFC 9530) of a body; an absent body has the digest of no bytes. */
export const contentDigest = (body: Uint8Array): string =>
  `sha-256=:${createHash('sha256').update(body).digest('base64')}:`;

/** Whether the header names exactly this body, compared in constant time. */
export function digestMatches(header: string | undefined, body: Uint8Array): boolean {
  const claimed = SHA_256.exec(header ?? '')?.[1];
  if (!claimed) return false;
  return timingSafeEqual(Buffer.from(claimed, 'base64'), createHash('sha256').update(body).digest());
}
